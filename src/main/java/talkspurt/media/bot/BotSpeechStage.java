package talkspurt.media.bot;

import akka.japi.Pair;
import akka.stream.AbruptTerminationException;
import akka.stream.Attributes;
import akka.stream.Inlet;
import akka.stream.SinkShape;
import akka.stream.javadsl.Source;
import akka.stream.stage.AbstractGraphStageWithMaterializedValue;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import talkspurt.media.settings.BotSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Output;

/**
 * What a bot says, cut into turns that playback pulls at its own pace: reads the bot at all times,
 * as long as not too much waits, so that what is said out of turn is heard at once. A turn is over
 * when the bot sends nothing for a while and all it said was taken, when it drops what it said, and
 * when it ends.
 *
 * <p>What a bot goes on saying without a break when playback has dropped its turn belongs to that
 * turn and is dropped, too. The materialized value silences the bot; it is read to its end then.
 */
final class BotSpeechStage
    extends AbstractGraphStageWithMaterializedValue<SinkShape<Output>, Runnable> {

  private static final Logger LOG = LoggerFactory.getLogger(BotSpeechStage.class);
  private static final String GAP = "gap";

  /** So that a bot that sends silence without end is not deaf for ever. */
  private static final int MAX_STALE_MS = 5000;

  private final Inlet<Output> in = Inlet.create("BotSpeech.in");
  private final SinkShape<Output> shape = SinkShape.of(in);
  private final BotSettings settings;
  private final Consumer<OfDialogue> dialogue;

  /**
   * A sink for one bot.
   *
   * @param dialogue told what the bot does; called on the stream's thread, must not block
   */
  BotSpeechStage(BotSettings settings, Consumer<OfDialogue> dialogue) {
    this.settings = settings;
    this.dialogue = dialogue;
  }

  @Override
  public SinkShape<Output> shape() {
    return shape;
  }

  @Override
  public Pair<GraphStageLogic, Runnable> createLogicAndMaterializedValuePair(
      Attributes attributes) {
    Reading reading = new Reading();
    return Pair.create(reading, () -> reading.silence.invoke("silence"));
  }

  /** One turn of the bot's: what of it was not taken, and who takes it. */
  private final class Turn {
    private final String reply;
    private final BotQueue queue = new BotQueue(settings.maxQueued().toMillis());
    private boolean complete;

    Turn(String reply) {
      this.reply = reply;
    }
  }

  private final class Reading extends TimerGraphStageLogic {

    private final AsyncCallback<String> silence = createAsyncCallback(now -> silence());

    /** The one that grows, the last; and those before it that are not taken yet. */
    private final Map<Turn, SubSourceOutlet<TtsPiece>> outlets = new LinkedHashMap<>();

    private Turn turn;
    private String reply = "";
    private boolean replying;
    private Optional<ProviderFailure> failure = Optional.empty();
    private boolean stale;
    private int staleMs;
    private boolean ended;
    private boolean silenced;

    Reading() {
      super(shape);
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          Output said = grab(in);
          if (!silenced) {
            take(said);
          }
          readOn();
        }

        @Override
        public void onUpstreamFinish() {
          end();
        }

        /** A failure should have been an element: this is a fault of ours. */
        @Override
        public void onUpstreamFailure(Throwable broken) {
          if (!(broken instanceof AbruptTerminationException)) {
            LOG.error("the stream of a bot broke", broken);
          } // else the node stops
          failure = Optional.of(new ProviderFailure(
              ProviderFailure.Kind.BROKE_PROTOCOL, "bot", broken.getClass().getSimpleName()));
          end();
        }
      });
    }

    @Override
    public void preStart() {
      setKeepGoing(true); // what was said is given out after the bot's end
      pull(in);
    }

    @Override
    public void onTimer(Object key) {
      if (stale) {
        stale = false;
      } else if (turn != null && turn.queue.empty()) {
        complete();
      }
    }

    private void take(Output said) {
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
        dialogue.accept(new BotWants(wish.call(), wish.name(), wish.arguments()));
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
        scheduleOnce(GAP, settings.turnGap());
        return;
      }
      stale = false;
      if (turn == null) {
        beginTurn();
      }
      if (replying) {
        dialogue.accept(new BotSaid(reply, "", frame.durationMs()));
      }
      turn.queue.add(frame);
      giveOut(turn);
    }

    /** With nothing before it in the queue it is the dialogue's affair alone. */
    private void mark(String name) {
      dialogue.accept(new BotMarked(name));
      if (turn != null) {
        turn.queue.add(new TtsPiece.Mark(name));
        giveOut(turn);
      }
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

    private void end() {
      ended = true;
      complete();
      if (!silenced) {
        dialogue.accept(new BotEnded(failure));
      }
      completeIfAllIsTaken();
    }

    private void silence() {
      silenced = true;
      endTurns();
      completeIfAllIsTaken();
      readOn();
    }

    private void beginTurn() {
      Turn begun = new Turn(replying ? reply : "");
      SubSourceOutlet<TtsPiece> outlet = new SubSourceOutlet<>("BotSpeech.turn");
      outlet.setHandler(new AbstractOutHandler() {
        @Override
        public void onPull() {
          giveOut(begun);
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          if (outlets.remove(begun) != null) {
            dropped(begun);
          }
        }
      });
      turn = begun;
      outlets.put(begun, outlet);
      dialogue.accept(new BotBegan(begun.reply, Source.fromGraph(outlet.source())));
    }

    private void giveOut(Turn from) {
      SubSourceOutlet<TtsPiece> outlet = outlets.get(from);
      if (outlet == null || !outlet.isAvailable()) {
        return;
      }
      if (!from.queue.empty()) {
        if (from == turn) {
          cancelTimer(GAP);
        }
        outlet.push(from.queue.take());
        readOn();
      } else if (from.complete) {
        endTurn(from);
      } else if (!replying && !isTimerActive(GAP)) {
        scheduleOnce(GAP, settings.turnGap());
      }
    }

    /** Nothing more comes of the turn; what waits is given out. */
    private void complete() {
      if (turn != null) {
        cancelTimer(GAP);
        Turn over = turn;
        turn = null;
        over.complete = true;
        if (over.queue.empty()) {
          endTurn(over);
        }
      }
    }

    private void endTurn(Turn over) {
      Optional.ofNullable(outlets.remove(over)).ifPresent(SubSourceOutlet::complete);
      completeIfAllIsTaken();
    }

    private void endTurns() {
      cancelTimer(GAP);
      turn = null;
      outlets.values().forEach(SubSourceOutlet::complete);
      outlets.clear();
    }

    private void dropped(Turn over) {
      if (over == turn && !ended) {
        turn = null;
        stale = true;
        staleMs = 0;
        scheduleOnce(GAP, settings.turnGap());
      }
      completeIfAllIsTaken();
      readOn();
    }

    private void completeIfAllIsTaken() {
      if (ended && outlets.isEmpty()) {
        completeStage();
      }
    }

    private void readOn() {
      boolean full = outlets.keySet().stream().anyMatch(each -> each.queue.full());
      if (!full && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }
  }
}
