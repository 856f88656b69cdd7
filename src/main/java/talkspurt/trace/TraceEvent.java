package talkspurt.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;

/**
 * What a trace tells. Kept for as long as recordings are: kinds and fields may be added, and are never given another
 * meaning. {@code src/docs/recordings.md} lists them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @Type(value = TraceEvent.Turns.class, name = "turns"),
  @Type(value = TraceEvent.Words.class, name = "words"),
  @Type(value = TraceEvent.TurnEndLikely.class, name = "turn-end-likely"),
  @Type(value = TraceEvent.Key.class, name = "key"),
  @Type(value = TraceEvent.Unheard.class, name = "unheard"),
  @Type(value = TraceEvent.Decision.class, name = "decision"),
  @Type(value = TraceEvent.Floor.class, name = "floor"),
  @Type(value = TraceEvent.Playback.class, name = "playback"),
  @Type(value = TraceEvent.Answer.class, name = "answer"),
  @Type(value = TraceEvent.Echo.class, name = "echo"),
  @Type(value = TraceEvent.Filled.class, name = "filled"),
  @Type(value = TraceEvent.Late.class, name = "late"),
  @Type(value = TraceEvent.Stall.class, name = "stall"),
  @Type(value = TraceEvent.Frames.class, name = "frames"),
  @Type(value = TraceEvent.Paused.class, name = "paused"),
  @Type(value = TraceEvent.Lost.class, name = "lost"),
  @Type(value = TraceEvent.Untold.class, name = "untold")
})
public sealed interface TraceEvent {

  /** In place of keys that are not to be kept. */
  char HIDDEN_KEY = '*';

  /** The same without what the caller said or keyed. */
  default TraceEvent withoutWords() {
    return this;
  }

  // ---- what turn-taking was told

  /** From here on turns are taken by these settings. */
  record Turns(TurnSettings settings) implements TraceEvent {}

  /**
   * What was recognised.
   *
   * @param ago of which utterance: 0 is the last one that was opened, 1 the one before
   * @param words all words of the utterance so far; empty where they are masked
   * @param last whether these are its final words
   * @param noise whether the recogniser knows that there were noises and no words
   * @param masked whether there were words that are not to be kept
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Words(long ago, String words, boolean last, boolean noise, boolean masked)
      implements TraceEvent {

    public Words {
      words = words == null ? "" : words;
    }

    @Override
    public Words withoutWords() {
      return new Words(ago, "", last, noise, masked || !words.isEmpty());
    }
  }

  /** The recogniser takes the turn for complete; of which utterance as in {@link Words}. */
  record TurnEndLikely(long ago) implements TraceEvent {}

  /** The caller pressed a key. */
  record Key(char key) implements TraceEvent {

    @Override
    public Key withoutWords() {
      return new Key(HIDDEN_KEY);
    }
  }

  /** Whether nobody is to hear the caller from here on. */
  record Unheard(boolean unheard) implements TraceEvent {}

  /** Whether the bot has the floor from here on: speaks, is paused or waits for its sound. */
  record Floor(boolean bot) implements TraceEvent {}

  // ---- what came of it

  /**
   * A decision of turn-taking.
   *
   * @param reason why, in one word
   * @param utterance which utterance was open or the last one, from 1 with the line's first
   * @param onsetMs where one was opened: how long before it had begun
   * @param silentMs how long the caller had been silent
   * @param dueMs where a turn was committed: how much of that silence its end had to wait for
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Decision(
      TurnAction action, String reason, long utterance, int onsetMs, int silentMs, int dueMs)
      implements TraceEvent {

    public Decision {
      reason = reason == null ? "" : reason;
    }
  }

  /**
   * Playback of a reply; positions are what the caller has heard.
   *
   * @param what {@code started}, {@code answer}, {@code segment}, {@code paused}, {@code resumed}, {@code dropped},
   *     {@code finished}
   * @param turn of the transcript
   * @param segment of the reply, from 1; 0 where it is of none
   * @param ms of the reply that were heard
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Playback(String what, int turn, int segment, int ms) implements TraceEvent {}

  /**
   * The first sound of an answer was sent.
   *
   * @param turn of the transcript
   * @param ms what the caller waited for since the last word, in order: each part from where the one before it ended
   * @param ahead whether the answer was prepared before the turn was over
   */
  record Answer(int turn, Map<String, Long> ms, boolean ahead) implements TraceEvent {

    public Answer {
      ms = new LinkedHashMap<>(ms);
    }
  }

  // ---- the line

  /**
   * What is known of the bot's echo from here on.
   *
   * @param delayMs how late it comes back; -1 while unknown
   * @param lossDb how much softer it comes back than it was sent
   * @param removedDb how much of it the filter takes away
   * @param jumps how often it was found at a new place, so far in this call
   */
  record Echo(int delayMs, int lossDb, int removedDb, int jumps) implements TraceEvent {}

  /** So much silence stands here for sound that never came. */
  record Filled(long ms) implements TraceEvent {}

  /** The sound from here on is so much older than its place. */
  record Late(long ms) implements TraceEvent {}

  /** Before this frame the engine heard nothing for so long. */
  record Stall(int ms) implements TraceEvent {}

  /**
   * What was heard in frames one after the other; one number a frame.
   *
   * @param speech how likely the caller speaks, in percent
   * @param line level of the line, in dBFS
   * @param bot level of what the line was sent
   * @param clean level of the line without the bot's echo, which lags up to 25 ms
   * @param late how much later than the first frame of the part would have it the frame was heard, in ms
   */
  record Frames(int[] speech, int[] line, int[] bot, int[] clean, int[] late)
      implements TraceEvent {}

  /** The recording was paused for so many frames, of which nothing is told. */
  record Paused(long frames) implements TraceEvent {}

  /** So many frames could not be written in time. */
  record Lost(long frames) implements TraceEvent {}

  /** So many events could not be written in time. */
  record Untold(int events) implements TraceEvent {}
}
