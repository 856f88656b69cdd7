package talkspurt.media.pipeline;

import akka.stream.Attributes;
import akka.stream.FanInShape2;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.DtmfDetector;
import talkspurt.media.pipeline.TurnOutcome.Acted;
import talkspurt.media.pipeline.TurnOutcome.Pressed;
import talkspurt.media.pipeline.TurnOutcome.Transcribe;
import talkspurt.provider.SttInput;
import talkspurt.telemetry.TurnMetrics;
import talkspurt.turn.PreRoll;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnTaker;

/**
 * Holds the {@link TurnTaker}: frames and other signals in, decisions out, and between an
 * utterance's beginning and its end the caller's sound for a transcriber, pre-roll first.
 */
final class TurnStage extends GraphStage<FanInShape2<HeardFrame, TurnSignal, TurnOutcome>> {

  private final Inlet<HeardFrame> frames = Inlet.create("Turn.frames");
  private final Inlet<TurnSignal> signals = Inlet.create("Turn.signals");
  private final Outlet<TurnOutcome> out = Outlet.create("Turn.out");
  private final FanInShape2<HeardFrame, TurnSignal, TurnOutcome> shape =
      new FanInShape2<>(frames, signals, out);
  private final TurnSettings settings;
  private final HearingTally tally;
  private final TurnMetrics metrics;
  private final PipelineNews news;

  TurnStage(TurnSettings settings, HearingTally tally, TurnMetrics metrics, PipelineNews news) {
    this.settings = settings;
    this.tally = tally;
    this.metrics = metrics;
    this.news = news;
  }

  @Override
  public FanInShape2<HeardFrame, TurnSignal, TurnOutcome> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new TakingTurns();
  }

  private static final long NONE_OPEN = 0;
  private static final int NOT_PAUSED = -1;

  private final class TakingTurns extends GraphStageLogic {

    private final TurnTaker turns = new TurnTaker(settings);
    private final PreRoll<AudioFrame> preRoll = new PreRoll<>();
    private final Deque<TurnOutcome> outcomes = new ArrayDeque<>();
    private long open = NONE_OPEN;
    private boolean unheard;
    private int pausedFrames = NOT_PAUSED;

    TakingTurns() {
      super(shape);
      setHandler(frames, new AbstractInHandler() {
        @Override
        public void onPush() {
          hear(grab(frames));
          next();
        }
      });
      setHandler(signals, new AbstractInHandler() {
        @Override
        public void onPush() {
          take(grab(signals));
          closeUtterance();
          next();
        }

        /** The line goes on without a transcriber. */
        @Override
        public void onUpstreamFinish() {}
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          next();
        }
      });
    }

    private void take(TurnSignal signal) {
      if (signal instanceof TurnSignal.CallerUnheard told) {
        unheard = told.unheard();
        news.turned(signal, TurnAction.NONE, turns);
      } else {
        act(signal);
      }
    }

    private void hear(HeardFrame frame) {
      pausedFrames += pausedFrames == NOT_PAUSED ? 0 : 1;
      HeardFrame heard = unheard ? frame.silent() : frame;
      if (heard.key() != DtmfDetector.NONE) {
        outcomes.add(new Pressed(heard.key()));
        act(new TurnSignal.KeyPressed(heard.key()));
      }
      act(new TurnSignal.FrameHeard(heard.speech(), heard.botHasFloor()));
      if (turns.hearing()) {
        open = turns.utterance();
        int least = (int) turns.settings().preRoll().toMillis() / AudioFrame.FRAME_MS;
        preRoll.take(least).forEach(this::transcribe);
        transcribe(heard.frame());
      } else {
        preRoll.keep(heard.frame(), heard.speech());
      }
      closeUtterance();
    }

    private void transcribe(AudioFrame frame) {
      outcomes.add(new Transcribe(new SttInput.Audio(open, frame)));
    }

    private void closeUtterance() {
      if (open != NONE_OPEN && !turns.hearing()) {
        outcomes.add(new Transcribe(new SttInput.EndOfSpeech(open)));
        open = NONE_OPEN;
      }
    }

    private void act(TurnSignal signal) {
      TurnAction action = turns.on(signal);
      if (action != TurnAction.NONE || !(signal instanceof TurnSignal.FrameHeard)) {
        news.turned(signal, action, turns);
      }
      if (action == TurnAction.NONE) {
        return;
      }
      String words = turns.words();
      metrics.turnAction(action.name().toLowerCase(Locale.ROOT));
      if (action == TurnAction.PAUSE) {
        tally.paused(turns.onsetMs());
        metrics.paused(turns.onsetMs());
        pausedFrames = 0;
      } else if (action == TurnAction.YIELD || action == TurnAction.RESUME) {
        tally.judged(action, words);
        judged(action);
      }
      outcomes.add(new Acted(action, words, turns.silentMs(), turns.dueMs()));
    }

    /** Keys and commands may end the bot's turn without a pause before. */
    private void judged(TurnAction action) {
      if (pausedFrames != NOT_PAUSED) {
        metrics.judged(action.name().toLowerCase(Locale.ROOT), pausedFrames * AudioFrame.FRAME_MS);
        pausedFrames = NOT_PAUSED;
      }
    }

    /** Lets out what waits, and asks for more once nothing does: so the queue stays short. */
    private void next() {
      if (!outcomes.isEmpty()) {
        if (isAvailable(out)) {
          push(out, outcomes.remove());
        }
        return;
      }
      if (!hasBeenPulled(frames) && !isClosed(frames)) {
        pull(frames);
      }
      if (!hasBeenPulled(signals) && !isClosed(signals)) {
        pull(signals);
      }
    }
  }
}
