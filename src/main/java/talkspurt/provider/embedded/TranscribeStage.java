package talkspurt.provider.embedded;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import talkspurt.audio.FrameResampler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.PendingEvents;

/**
 * The way of one call's utterances into the recognisers and of their words back. Takes sound as fast
 * as it comes: what cannot be held fails its utterance, and never the call.
 */
final class TranscribeStage extends GraphStage<FlowShape<SttInput, TranscriptEvent>> {

  private final Inlet<SttInput> in = Inlet.create("Transcribe.in");
  private final Outlet<TranscriptEvent> out = Outlet.create("Transcribe.out");
  private final FlowShape<SttInput, TranscriptEvent> shape = FlowShape.of(in, out);
  private final RecognizerPool pool;
  private final List<String> phrases;

  TranscribeStage(RecognizerPool pool, List<String> phrases) {
    this.pool = pool;
    this.phrases = phrases;
  }

  @Override
  public FlowShape<SttInput, TranscriptEvent> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Transcribing();
  }

  private final class Transcribing extends TimerGraphStageLogic implements InHandler, OutHandler {

    private final AsyncCallback<TranscriptEvent> news = createAsyncCallback(this::hearBack);
    private final PendingEvents events = new PendingEvents();
    private final Map<Long, Utterance> unanswered = new HashMap<>();
    private Utterance open;
    private long openNumber;
    /** What became of the open utterance, kept until it ends; null while that is not known. */
    private TranscriptEvent early;

    private final FrameResampler resampler = new FrameResampler(UtteranceSource.RATE_HZ);

    Transcribing() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      pull(in);
    }

    @Override
    public void onPush() {
      SttInput input = grab(in);
      if (input instanceof SttInput.Audio audio) {
        hear(audio);
      } else if (input instanceof SttInput.EndOfSpeech) {
        end(input.utterance());
      } else {
        throw new AssertionError(input);
      }
      pull(in);
    }

    @Override
    public void onPull() {
      giveOut();
    }

    /** The words of what was said are still told. */
    @Override
    public void onUpstreamFinish() {
      abandonOpen();
      giveOut();
    }

    @Override
    public void postStop() {
      abandonOpen();
      unanswered.values().forEach(pool::abandon);
    }

    private void hear(SttInput.Audio audio) {
      if (audio.utterance() != openNumber) {
        begin(audio.utterance());
      }
      if (early == null) {
        open.add(resampler.convert(audio.frame()));
        pool.changed(open);
      }
    }

    private void begin(long number) {
      abandonOpen();
      openNumber = number;
      open = new Utterance(phrases, pool.maxSamples(), listener(number));
      early = pool.begin(open) ? null : overloaded(number);
    }

    private void end(long number) {
      if (number != openNumber) {
        begin(number);
      }
      if (early == null) {
        unanswered.put(number, open);
        open.end();
        pool.changed(open);
        scheduleOnce(number, pool.answerTimeout());
      } else {
        tell(early);
      }
      open = null;
      openNumber = 0;
    }

    private void abandonOpen() {
      if (open != null) {
        pool.abandon(open);
        open = null;
        openNumber = 0;
      }
    }

    /** From a recogniser. What nobody asked for any more is not passed on. */
    private void hearBack(TranscriptEvent event) {
      boolean ofOpen = event.utterance() == openNumber;
      if (event instanceof TranscriptEvent.Partial) {
        if (ofOpen || unanswered.containsKey(event.utterance())) {
          tell(event);
        }
      } else if (ofOpen) {
        early = event;
      } else if (unanswered.remove(event.utterance()) != null) {
        cancelTimer(event.utterance());
        tell(event);
      }
    }

    /** The caller waits: the turn goes on without the words. */
    @Override
    public void onTimer(Object key) {
      long number = (Long) key;
      if (!pool.isLoaded()) {
        scheduleOnce(number, pool.answerTimeout());
        return;
      }
      Utterance late = unanswered.remove(number);
      if (late != null) {
        pool.giveUp(late);
        tell(new TranscriptEvent.Failed(
            number, new ProviderFailure(Kind.TOO_SLOW, "embedded", "behind with its work")));
      }
    }

    private Utterance.Listener listener(long number) {
      return new Utterance.Listener() {
        @Override
        public void partial(String words) {
          news.invoke(new TranscriptEvent.Partial(number, words));
        }

        @Override
        public void done(String words) {
          news.invoke(new TranscriptEvent.Final(number, words));
        }

        @Override
        public void failed(ProviderFailure failure) {
          news.invoke(new TranscriptEvent.Failed(number, failure));
        }
      };
    }

    private void tell(TranscriptEvent event) {
      events.add(event);
      giveOut();
    }

    private void giveOut() {
      if (isAvailable(out)) {
        events.take().ifPresent(event -> push(out, event));
      }
      if (isClosed(in) && unanswered.isEmpty() && events.isEmpty()) {
        completeStage();
      }
    }

    private static TranscriptEvent overloaded(long number) {
      return new TranscriptEvent.Failed(
          number, new ProviderFailure(Kind.OVERLOADED, "embedded", "too many callers speak"));
    }
  }
}
