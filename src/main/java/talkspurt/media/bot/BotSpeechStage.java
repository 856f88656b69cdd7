package talkspurt.media.bot;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.AbruptTerminationException;
import akka.stream.Attributes;
import akka.stream.Inlet;
import akka.stream.SinkShape;
import akka.stream.javadsl.Source;
import akka.stream.stage.AbstractGraphStageWithMaterializedValue;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.TimerGraphStageLogic;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.settings.BotSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Output;

/**
 * Cuts what a bot says into turns ({@link TurnSegmenter}) that playback pulls at its own pace: reads the
 * bot at all times, as long as not too much waits, so that what is said out of turn is heard at
 * once. The materialized value silences the bot; it is read to its end then.
 */
final class BotSpeechStage
    extends AbstractGraphStageWithMaterializedValue<SinkShape<Output>, Runnable> {

  private static final Logger LOG = LoggerFactory.getLogger(BotSpeechStage.class);
  private static final String GAP = "gap";

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

  private final class Reading extends TimerGraphStageLogic
      implements InHandler, TurnSegmenter.Streams {

    private final TurnSegmenter turns = new TurnSegmenter(settings.maxQueued(), this, dialogue);
    private final AsyncCallback<String> silence = createAsyncCallback(now -> turns.silence());

    Reading() {
      super(shape);
      setHandler(in, this);
    }

    @Override
    public void preStart() {
      setKeepGoing(true); // what was said is given out after the bot's end
      pull(in);
    }

    @Override
    public void onPush() {
      turns.take(grab(in));
    }

    @Override
    public void onUpstreamFinish() {
      turns.end();
    }

    /** A failure should have been an element: this is a fault of ours. */
    @Override
    public void onUpstreamFailure(Throwable broken) {
      if (!(broken instanceof AbruptTerminationException)) {
        LOG.error("the stream of a bot broke", broken);
      } // else the node stops
      turns.fail(new ProviderFailure(
          ProviderFailure.Kind.BROKE_PROTOCOL, "bot", broken.getClass().getSimpleName()));
    }

    @Override
    public void onTimer(Object key) {
      turns.gap();
    }

    @Override
    public TurnSegmenter.Playback open(TurnSegmenter.Turn turn) {
      return new TurnOutlet(turn);
    }

    @Override
    public void read() {
      if (!isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    @Override
    public void timeGap() {
      scheduleOnce(GAP, settings.turnGap());
    }

    @Override
    public boolean timesGap() {
      return isTimerActive(GAP);
    }

    @Override
    public void stopGap() {
      cancelTimer(GAP);
    }

    @Override
    public void complete() {
      completeStage();
    }

    private final class TurnOutlet extends AbstractOutHandler implements TurnSegmenter.Playback {

      private final SubSourceOutlet<TtsPiece> outlet = new SubSourceOutlet<>("BotSpeech.turn");
      private final TurnSegmenter.Turn turn;

      TurnOutlet(TurnSegmenter.Turn turn) {
        this.turn = turn;
        outlet.setHandler(this);
      }

      @Override
      public void onPull() {
        turns.give(turn);
      }

      @Override
      public void onDownstreamFinish(Throwable cause) {
        turns.dropped(turn);
      }

      @Override
      public Source<TtsPiece, NotUsed> speech() {
        return Source.fromGraph(outlet.source());
      }

      @Override
      public boolean wanted() {
        return outlet.isAvailable();
      }

      @Override
      public void give(TtsPiece piece) {
        outlet.push(piece);
      }

      @Override
      public void complete() {
        outlet.complete();
      }
    }
  }
}
