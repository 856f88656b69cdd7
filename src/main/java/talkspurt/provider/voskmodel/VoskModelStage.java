package talkspurt.provider.voskmodel;

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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import talkspurt.audio.FrameResampler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.PendingEvents;

/**
 * The way of one call's utterances to the model and of their words back. Takes sound as fast as it comes: what cannot
 * be held fails its utterance, and never the call.
 */
final class VoskModelStage extends GraphStage<FlowShape<SttInput, TranscriptEvent>> {

  /** The line's frames are of 20 ms; so much of them is heard at once. */
  private static final int CHUNK_SAMPLES = SpeechModel.RATE_HZ / 10;

  private static final long NONE = 0;

  private final Inlet<SttInput> in = Inlet.create("VoskModel.in");
  private final Outlet<TranscriptEvent> out = Outlet.create("VoskModel.out");
  private final FlowShape<SttInput, TranscriptEvent> shape = FlowShape.of(in, out);
  private final VoskModelPool pool;
  private final List<String> phrases;

  VoskModelStage(VoskModelPool pool, List<String> phrases) {
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
    private final Set<Long> unanswered = new HashSet<>();
    private final int maxSamples =
        (int) (pool.settings().longestUtterance().toMillis() * SpeechModel.RATE_HZ / 1000);
    private CallHearing hearing;
    private final FrameResampler resampler = new FrameResampler(SpeechModel.RATE_HZ);
    private short[] chunk = new short[0];
    private long openNumber = NONE;
    private int samples;

    /** Whether the open utterance has a place, and did not fail. */
    private boolean heard;

    Transcribing() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      hearing = new CallHearing(pool, phrases, news::invoke);
      pull(in);
    }

    @Override
    public void onPush() {
      SttInput input = grab(in);
      if (input.utterance() != openNumber) {
        begin(input.utterance());
      }
      if (input instanceof SttInput.Audio audio) {
        hear(audio);
      } else if (input instanceof SttInput.EndOfSpeech) {
        end();
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
      unanswered.forEach(number -> pool.over());
      hearing.close();
    }

    private void begin(long number) {
      abandonOpen();
      openNumber = number;
      samples = 0;
      heard = pool.begin();
      if (!heard) {
        tell(failed(number, Kind.OVERLOADED, "too many callers speak"));
      }
    }

    private void hear(SttInput.Audio audio) {
      if (!heard || samples >= maxSamples) {
        return;
      }
      short[] more = resampler.convert(audio.frame());
      samples += more.length;
      short[] longer = Arrays.copyOf(chunk, chunk.length + more.length);
      System.arraycopy(more, 0, longer, chunk.length, more.length);
      chunk = longer;
      if (chunk.length >= CHUNK_SAMPLES) {
        flush();
      }
    }

    private void flush() {
      if (chunk.length > 0) {
        hearing.hear(openNumber, chunk);
        chunk = new short[0];
      }
    }

    private void end() {
      if (heard) {
        flush();
        unanswered.add(openNumber);
        hearing.end(openNumber);
        scheduleOnce(openNumber, pool.settings().answerTimeout());
      }
      openNumber = NONE;
      heard = false;
    }

    private void abandonOpen() {
      if (heard) {
        hearing.drop(openNumber);
        pool.over();
      }
      chunk = new short[0];
      openNumber = NONE;
      heard = false;
    }

    /** From the model. What nobody asks for any more is not passed on. */
    private void hearBack(TranscriptEvent event) {
      long number = event.utterance();
      if (event instanceof TranscriptEvent.Partial) {
        if (heard && number == openNumber || unanswered.contains(number)) {
          tell(event);
        }
      } else if (unanswered.remove(number)) {
        cancelTimer(number);
        pool.over();
        tell(event);
      } else if (heard && number == openNumber) {
        heard = false;
        chunk = new short[0];
        pool.over();
        tell(event);
      }
    }

    /** The caller waits: the turn goes on without the words. */
    @Override
    public void onTimer(Object key) {
      long number = (Long) key;
      if (!pool.tried()) {
        scheduleOnce(number, pool.settings().answerTimeout());
      } else if (unanswered.remove(number)) {
        pool.over();
        tell(failed(number, Kind.TOO_SLOW, "behind with its work"));
      }
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

    private static TranscriptEvent failed(long number, Kind kind, String detail) {
      return new TranscriptEvent.Failed(
          number, new ProviderFailure(kind, VoskModelTranscriber.KIND, detail));
    }
  }
}
