package talkspurt.provider.mediastream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.mediastream.BotMessage.Why;
import talkspurt.telemetry.BotMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.text.OutsideText;
import talkspurt.websocket.SocketMessage;

/**
 * What one bot's messages mean. A mistake is counted, told in the log once a kind, and forgiven until
 * there are too many without any sound between them. Not thread-safe.
 */
final class StreamReader {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);
  private static final int MAX_TOLD = 16;
  private static final int LONGEST_SHOWN = 64;
  private static final String UNKNOWN_EVENT = "unknown_event";
  private static final String OTHER_SOUND = "other_sound";

  private final String streamSid;
  private final String callId;
  private final int maxUnreadable;
  private final BotMetrics metrics;
  private final LimitedLog limit;
  private final Set<String> told = new HashSet<>();
  private final StreamSound sound = new StreamSound();
  private int unreadable;

  /**
   * A reader of one stream.
   *
   * @param limit of the lines in the log, for all streams of the bot
   */
  StreamReader(
      String streamSid, String callId, int maxUnreadable, BotMetrics metrics, LimitedLog limit) {
    this.streamSid = streamSid;
    this.callId = callId;
    this.maxUnreadable = maxUnreadable;
    this.metrics = metrics;
    this.limit = limit;
  }

  /** Has all that can be unreadable counted from zero. */
  static void foresee(BotMetrics metrics) {
    metrics.botUnreadableKnown(UNKNOWN_EVENT);
    for (Why why : Why.values()) {
      metrics.botUnreadableKnown(label(why));
    }
  }

  private static String label(Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  /** What a message says, oldest first; the last may be that the bot is given up. */
  List<Output> read(SocketMessage message) {
    if (message instanceof SocketMessage.Text text) {
      return read(text.text(), false);
    }
    if (message instanceof SocketMessage.Binary binary) {
      return read(OutsideText.decoded(binary.bytes().toArray()), true);
    }
    if (message instanceof SocketMessage.Oversized oversized) {
      return List.of(new Output.Failed(new ProviderFailure(
          ProviderFailure.Kind.BROKE_PROTOCOL,
          MediaStreamBot.NAME,
          "sent a message " + oversized.detail())));
    }
    throw new AssertionError(message);
  }

  private List<Output> read(String text, boolean binary) {
    List<Output> said = new ArrayList<>(1);
    for (BotMessage message : BotMessageCodec.decode(text, streamSid)) {
      if (message instanceof BotMessage.Unreadable what) {
        skip(binary && what.why() == Why.NOT_AN_EVENT ? Why.NO_TEXT : what.why(), said);
      } else {
        take(message, said);
      }
    }
    return said;
  }

  private void take(BotMessage message, List<Output> said) {
    if (message instanceof BotMessage.Media media) {
      hear(media, said);
    } else if (message instanceof BotMessage.Mark mark) {
      said.add(new Output.Mark(mark.name()));
    } else if (message instanceof BotMessage.Clear) {
      sound.clear();
      said.add(new Output.Clear());
    } else if (message instanceof BotMessage.Tool tool) {
      said.add(new Output.ToolCall(tool.id(), tool.name(), tool.arguments(), false));
    } else if (message instanceof BotMessage.Unknown unknown) {
      metrics.botUnreadable(UNKNOWN_EVENT);
      String event = OutsideText.forLog(unknown.event(), LONGEST_SHOWN);
      tell(UNKNOWN_EVENT, event, "an event that is not known: " + event);
    } else {
      throw new AssertionError(message);
    }
  }

  private void hear(BotMessage.Media media, List<Output> said) {
    Optional<List<AudioFrame>> heard = sound.read(media);
    if (heard.isEmpty()) {
      skip(Why.OTHER_CODEC, said);
    }
    for (AudioFrame frame : heard.orElse(List.of())) {
      said.add(new Output.Audio(frame));
      unreadable = 0;
    }
    if (!sound.other().isEmpty() && told.add(OTHER_SOUND)) {
      limit.log(
          OTHER_SOUND,
          more -> LOG.warn(
              "the bot of call {} does not send µ-law at 8 kHz as asked for, but {}{}",
              callId,
              sound.other(),
              more));
    }
  }

  private void skip(Why why, List<Output> said) {
    String label = label(why);
    metrics.botUnreadable(label);
    unreadable++;
    tell(label, label, why.what());
    if (unreadable > maxUnreadable) {
      said.add(new Output.Failed(new ProviderFailure(
          ProviderFailure.Kind.BROKE_PROTOCOL,
          MediaStreamBot.NAME,
          "sent more than " + maxUnreadable + " messages that cannot be read; the last: " + why)));
    }
  }

  /** Once a stream. */
  private void tell(String kind, String subject, String what) {
    if (told.size() < MAX_TOLD && told.add(subject)) {
      limit.log(
          kind,
          more -> LOG.warn(
              "the bot of call {} sent {}; such messages are skipped and counted{}",
              callId,
              what,
              more));
    }
  }
}
