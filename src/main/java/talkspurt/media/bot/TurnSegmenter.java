package talkspurt.media.bot;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import talkspurt.audio.AudioFrame;
import talkspurt.media.conversation.ConversationMessage.BotBegan;
import talkspurt.media.conversation.ConversationMessage.BotCleared;
import talkspurt.media.conversation.ConversationMessage.BotEnded;
import talkspurt.media.conversation.ConversationMessage.BotHeard;
import talkspurt.media.conversation.ConversationMessage.BotMarked;
import talkspurt.media.conversation.ConversationMessage.BotOpened;
import talkspurt.media.conversation.ConversationMessage.BotReplied;
import talkspurt.media.conversation.ConversationMessage.BotReplyFailed;
import talkspurt.media.conversation.ConversationMessage.BotSaid;
import talkspurt.media.conversation.ConversationMessage.BotTook;
import talkspurt.media.conversation.ConversationMessage.BotWants;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.playout.TtsPiece;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Output;

/**
 * Cuts what a bot says into turns. A turn is over when the bot sends nothing for a while and all it
 * said was taken, when it drops what it said, and when it ends.
 *
 * <p>What a bot goes on saying without a break when playback has dropped its turn belongs to that
 * turn and is dropped, too. Not thread-safe.
 */
final class TurnSegmenter {

  /** The stream of the bot. */
  interface Streams {

    /** A way to playback for one turn. */
    Playback open(Turn turn);

    /** Reads on, unless that is asked for already or the bot has ended. */
    void read();

    /** Times the gap between turns from now on. */
    void timeGap();

    /** Whether a gap is being timed. */
    boolean timesGap();

    void stopGap();

    /** Nothing more is read or given. */
    void complete();
  }

  /** Playback of one turn. */
  interface Playback {

    Source<TtsPiece, NotUsed> speech();

    /** Whether it waits for a piece. */
    boolean wanted();

    void give(TtsPiece piece);

    /** The turn is over. */
    void complete();
  }

  /** One turn of the bot's, and what of it was not taken. */
  final class Turn {
    private final String reply;
    private final BotQueue queue = new BotQueue(maxQueued.toMillis());
    private final Playback playback;
    private boolean complete;

    private Turn(String reply) {
      this.reply = reply;
      this.playback = streams.open(this);
    }
  }

  /** So that a bot that sends silence without end is not deaf for ever. */
  static final int MAX_STALE_MS = 5000;

  private final Duration maxQueued;
  private final Streams streams;
  private final Consumer<OfDialogue> dialogue;

  /** The one that grows, the last; and those before it that are not taken yet. */
  private final List<Turn> open = new ArrayList<>();

  private Optional<Turn> growing = Optional.empty();
  private String reply = "";
  private boolean replying;
  private Optional<ProviderFailure> failure = Optional.empty();
  private boolean stale;
  private int staleMs;
  private boolean ended;
  private boolean silenced;

  /**
   * @param maxQueued how much may wait to be played; above it nothing more is read
   * @param dialogue told what the bot does
   */
  TurnSegmenter(Duration maxQueued, Streams streams, Consumer<OfDialogue> dialogue) {
    this.maxQueued = maxQueued;
    this.streams = streams;
    this.dialogue = dialogue;
  }

  /** The bot says or does this. */
  void take(Output said) {
    if (!silenced) {
      heed(said);
    }
    readOn();
  }

  private void heed(Output said) {
    if (said instanceof Output.Opened) {
      dialogue.accept(new BotOpened());
    } else if (said instanceof Output.Audio audio) {
      sound(audio.frame());
    } else if (said instanceof Output.Mark mark) {
      mark(mark.name());
    } else if (said instanceof Output.Clear) {
      clear();
    } else if (said instanceof Output.ReplyBegins begins) {
      complete();
      reply = begins.reply();
      replying = true;
      stale = false;
    } else if (said instanceof Output.Words words) {
      dialogue.accept(new BotSaid(reply, words.more(), 0));
    } else if (said instanceof Output.Transcript) {
      return; // for guardrails alone
    } else if (said instanceof Output.ReplyFailed failed) {
      endIfSilent(failed.failure());
      dialogue.accept(new BotReplyFailed(failed.failure()));
    } else if (said instanceof Output.ReplyEnds) {
      endReply();
    } else if (said instanceof Output.CallerTook took) {
      dialogue.accept(new BotTook(took.item()));
    } else if (said instanceof Output.CallerSaid caller) {
      dialogue.accept(new BotHeard(caller.item(), caller.words()));
    } else if (said instanceof Output.ToolCall wish) {
      dialogue.accept(new BotWants(wish.call(), wish.name(), wish.arguments(), wish.inReply()));
    } else if (said instanceof Output.Failed failed) {
      endIfSilent(failed.failure());
      failure = Optional.of(failed.failure());
    } else {
      throw new AssertionError(said);
    }
  }

  /** Nobody waits for the end of a silence. */
  private void endIfSilent(ProviderFailure why) {
    if (why.kind() == ProviderFailure.Kind.BOT_SILENT) {
      stale = false;
      endTurns();
    }
  }

  private void sound(AudioFrame frame) {
    if (stale && staleMs < MAX_STALE_MS) {
      staleMs += frame.durationMs();
      streams.timeGap();
      return;
    }
    stale = false;
    Turn turn = growing.orElseGet(this::begin);
    if (replying) {
      dialogue.accept(new BotSaid(reply, "", frame.durationMs()));
    }
    turn.queue.add(frame);
    give(turn);
  }

  private Turn begin() {
    Turn turn = new Turn(replying ? reply : "");
    growing = Optional.of(turn);
    open.add(turn);
    dialogue.accept(new BotBegan(turn.reply, turn.playback.speech()));
    return turn;
  }

  /** With nothing before it in the queue it is the dialogue's affair alone. */
  private void mark(String name) {
    dialogue.accept(new BotMarked(name));
    growing.ifPresent(turn -> {
      turn.queue.add(new TtsPiece.Mark(name));
      give(turn);
    });
  }

  private void clear() {
    stale = false;
    endTurns();
    dialogue.accept(new BotCleared());
  }

  private void endReply() {
    stale = false;
    replying = false;
    dialogue.accept(new BotReplied(reply));
    complete();
    reply = "";
  }

  /** The bot has failed: a fault of ours, since that should have been something it says. */
  void fail(ProviderFailure why) {
    failure = Optional.of(why);
    end();
  }

  /** The bot is gone. */
  void end() {
    ended = true;
    complete();
    if (!silenced) {
      dialogue.accept(new BotEnded(failure));
    }
    completeIfAllIsTaken();
  }

  /** Nothing that the bot says is wanted any more; it is read to its end. */
  void silence() {
    silenced = true;
    endTurns();
    completeIfAllIsTaken();
    readOn();
  }

  /** The gap between turns has passed. */
  void gap() {
    if (stale) {
      stale = false;
    } else if (growing.filter(turn -> turn.queue.empty()).isPresent()) {
      complete();
    }
  }

  /** Gives playback of a turn what it waits for. */
  void give(Turn turn) {
    if (!open.contains(turn) || !turn.playback.wanted()) {
      return;
    }
    if (!turn.queue.empty()) {
      if (growing.filter(turn::equals).isPresent()) {
        streams.stopGap();
      }
      turn.playback.give(turn.queue.take());
      readOn();
    } else if (turn.complete) {
      end(turn);
    } else if (!replying && !streams.timesGap()) {
      streams.timeGap();
    }
  }

  /** Nothing more comes of the turn; what waits is given out. */
  private void complete() {
    growing.ifPresent(turn -> {
      streams.stopGap();
      growing = Optional.empty();
      turn.complete = true;
      if (turn.queue.empty()) {
        end(turn);
      }
    });
  }

  private void end(Turn turn) {
    if (open.remove(turn)) {
      turn.playback.complete();
    }
    completeIfAllIsTaken();
  }

  private void endTurns() {
    streams.stopGap();
    growing = Optional.empty();
    open.forEach(turn -> turn.playback.complete());
    open.clear();
  }

  /** Playback has dropped a turn. */
  void dropped(Turn turn) {
    if (!open.remove(turn)) {
      return;
    }
    if (growing.filter(turn::equals).isPresent() && !ended) {
      growing = Optional.empty();
      stale = true;
      staleMs = 0;
      streams.timeGap();
    }
    completeIfAllIsTaken();
    readOn();
  }

  private void completeIfAllIsTaken() {
    if (ended && open.isEmpty()) {
      streams.complete();
    }
  }

  private void readOn() {
    if (!full()) {
      streams.read();
    }
  }

  /** Many short turns wait as one long one does. */
  private boolean full() {
    return open.stream().anyMatch(turn -> turn.queue.full())
        || open.stream().mapToLong(turn -> turn.queue.waitingMs()).sum() >= maxQueued.toMillis();
  }
}
