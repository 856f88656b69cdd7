package talkspurt.media;

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
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.media.ConversationMessage.BotBegan;
import talkspurt.media.ConversationMessage.BotCleared;
import talkspurt.media.ConversationMessage.BotEnded;
import talkspurt.media.ConversationMessage.BotMarked;
import talkspurt.media.ConversationMessage.BotOpened;
import talkspurt.media.ConversationMessage.OfDialogue;
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
  private static final int MOST_STALE_MS = 5000;

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

  private final class Reading extends TimerGraphStageLogic {

    private final BotQueue queue = new BotQueue(settings.mostQueued().toMillis());
    private final AsyncCallback<String> silence = createAsyncCallback(now -> silence());
    private SubSourceOutlet<SpeechPiece> turn;
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
      } else if (queue.empty()) {
        endTurn();
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
      } else if (said instanceof Output.Failed failed) {
        failure = Optional.of(failed.failure());
      } else {
        throw new AssertionError(said);
      }
    }

    private void sound(AudioFrame frame) {
      if (stale && staleMs < MOST_STALE_MS) {
        staleMs += frame.durationMs();
        scheduleOnce(GAP, settings.turnGap());
        return;
      }
      stale = false;
      queue.add(frame);
      if (turn == null) {
        beginTurn();
      }
      giveOut();
    }

    /** With nothing before it in the queue it is the dialogue's affair alone. */
    private void mark(String name) {
      dialogue.accept(new BotMarked(name));
      if (turn != null) {
        queue.add(new SpeechPiece.Mark(name));
        giveOut();
      }
    }

    private void clear() {
      stale = false;
      endTurn();
      dialogue.accept(new BotCleared());
    }

    private void end() {
      ended = true;
      if (!silenced) {
        dialogue.accept(new BotEnded(failure));
      }
      if (turn == null) {
        completeStage();
      } else {
        giveOut();
      }
    }

    private void silence() {
      silenced = true;
      endTurn();
      if (ended) {
        completeStage();
      } else {
        readOn();
      }
    }

    private void beginTurn() {
      SubSourceOutlet<SpeechPiece> begun = new SubSourceOutlet<>("BotSpeech.turn");
      begun.setHandler(new AbstractOutHandler() {
        @Override
        public void onPull() {
          giveOut();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          if (turn == begun) {
            dropped();
          }
        }
      });
      turn = begun;
      dialogue.accept(new BotBegan(Source.fromGraph(begun.source())));
    }

    private void giveOut() {
      if (turn == null || !turn.isAvailable()) {
        return;
      }
      if (!queue.empty()) {
        cancelTimer(GAP);
        turn.push(queue.take());
        readOn();
      } else if (ended) {
        endTurn();
        completeStage();
      } else if (!isTimerActive(GAP)) {
        scheduleOnce(GAP, settings.turnGap());
      }
    }

    private void endTurn() {
      cancelTimer(GAP);
      queue.clear();
      if (turn != null) {
        turn.complete();
        turn = null;
      }
    }

    private void dropped() {
      turn = null;
      queue.clear();
      if (ended) {
        completeStage();
        return;
      }
      stale = true;
      staleMs = 0;
      scheduleOnce(GAP, settings.turnGap());
      readOn();
    }

    private void readOn() {
      if (!queue.full() && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }
  }
}
