package talkspurt.provider.stt;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.FallbackTranscriber.Link;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/** One call's way through a {@link FallbackTranscriber}. */
final class FallbackTranscribeStage extends GraphStage<FlowShape<SttInput, TranscriptEvent>> {

  private static final Logger LOG = LoggerFactory.getLogger(FallbackTranscribeStage.class);

  /** So much may wait for a transcriber that takes its time before no more is taken. */
  private static final int MAX_WAITING = 50;

  private final Inlet<SttInput> in = Inlet.create("FallbackTranscribe.in");
  private final Outlet<TranscriptEvent> out = Outlet.create("FallbackTranscribe.out");
  private final FlowShape<SttInput, TranscriptEvent> shape = FlowShape.of(in, out);
  private final List<Link> links;
  private final Transcriber.Request request;
  private final Duration maxKept;
  private final NanoClock clock;
  private final ProviderMetrics metrics;

  FallbackTranscribeStage(
      List<Link> links,
      Transcriber.Request request,
      Duration maxKept,
      NanoClock clock,
      ProviderMetrics metrics) {
    this.links = links;
    this.request = request;
    this.maxKept = maxKept;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public FlowShape<SttInput, TranscriptEvent> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Transcribing();
  }

  private final class Transcribing extends GraphStageLogic implements InHandler, OutHandler {

    private final List<Talk> talks =
        IntStream.range(0, links.size()).mapToObj(Talk::new).toList();
    private final Deque<ReplayBuffer> unanswered = new ArrayDeque<>();
    private final PendingEvents events = new PendingEvents();
    private ReplayBuffer open;

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
    public void postStop() {
      talks.forEach(Talk::close);
    }

    @Override
    public void onPush() {
      SttInput input = grab(in);
      if (open == null || open.number() != input.utterance()) {
        begin(input.utterance());
      }
      open.keep(input, clock.nanoTime());
      open.asked().ifPresent(link -> talks.get(link).tell(input));
      if (open.ended()) {
        ReplayBuffer ended = open;
        open = null;
        ended.failed().ifPresent(failed -> answer(ended, failed));
      }
      goOn();
    }

    /** The words of what was said are still told. */
    @Override
    public void onUpstreamFinish() {
      if (open != null) {
        unanswered.remove(open);
        open = null;
      }
      goOn();
    }

    @Override
    public void onPull() {
      goOn();
    }

    private void begin(long number) {
      if (open != null) {
        unanswered.remove(open);
      }
      open = new ReplayBuffer(number, maxKept, clock.nanoTime());
      unanswered.add(open);
      ProviderFailure rests = new ProviderFailure(
          Kind.UNREACHABLE, links.get(0).name(), "not asked, since it failed too often in a row");
      ask(open, 0, rests);
      if (open.failed().isEmpty() && !open.isAsked(0)) {
        events.add(new TranscriptEvent.GaveWay(number, rests));
      }
    }

    /** The next link from this one on that is well; if none is, the failure stands. */
    private void ask(ReplayBuffer utterance, int from, ProviderFailure failure) {
      Optional<Integer> next = IntStream.range(from, links.size())
          .filter(link -> talks.get(link).free(utterance.number()))
          .boxed()
          .findFirst();
      if (next.isEmpty()) {
        utterance.fail(new TranscriptEvent.Failed(utterance.number(), failure));
        if (utterance.ended()) {
          answer(utterance, utterance.failed().orElseThrow());
        }
        return;
      }
      if (next.get() > 0) {
        metrics.transcriberTookOver(links.get(next.get()).name());
      }
      utterance.ask(next.get());
      utterance.kept().forEach(talks.get(next.get())::tell);
    }

    private void heard(int link, TranscriptEvent event) {
      Optional<ReplayBuffer> known = unanswered.stream()
          .filter(one -> one.number() == event.utterance() && one.isAsked(link))
          .findFirst();
      known.ifPresent(utterance -> heard(utterance, links.get(link), event));
    }

    private void heard(ReplayBuffer utterance, Link link, TranscriptEvent event) {
      if (event instanceof TranscriptEvent.Partial) {
        utterance
            .firstWords(clock.nanoTime())
            .ifPresent(nanos -> metrics.transcriberFirstWords(link.name(), nanos));
        events.add(event);
      } else if (event instanceof TranscriptEvent.TurnEnds) {
        events.add(event);
      } else if (event instanceof TranscriptEvent.Final) {
        link.breaker().succeed();
        metrics.transcriberFinal(link.name(), clock.nanoTime() - utterance.endedNanos());
        answer(utterance, event);
      } else if (event instanceof TranscriptEvent.Failed failed) {
        link.breaker().fail();
        failed(utterance, failed.failure());
      } else {
        throw new AssertionError(event);
      }
    }

    /** The last failure is told to the call, and counted there. */
    private void failed(ReplayBuffer utterance, ProviderFailure failure) {
      LOG.debug("{}: {} {}", failure.provider(), failure.kind(), failure.detail());
      int before = utterance.asked().orElseThrow();
      ask(utterance, before + 1, failure);
      if (utterance.failed().isEmpty()) {
        metrics.providerFailed(failure.provider(), failure.kind().name());
        events.add(new TranscriptEvent.GaveWay(utterance.number(), failure));
      }
    }

    private void answer(ReplayBuffer utterance, TranscriptEvent event) {
      unanswered.remove(utterance);
      events.add(event);
    }

    private void goOn() {
      if (isAvailable(out) && !events.isEmpty()) {
        push(out, events.remove());
      }
      if (isClosed(in) && unanswered.isEmpty() && events.isEmpty()) {
        completeStage();
      } else if (!isClosed(in)
          && !hasBeenPulled(in)
          && talks.stream().allMatch(talk -> talk.waiting.size() < MAX_WAITING)) {
        pull(in);
      }
    }

    /** One link's flow, opened when it is first asked. */
    private final class Talk {

      private final int link;
      private final Deque<SttInput> waiting = new ArrayDeque<>();
      private SubSourceOutlet<SttInput> to;
      private SubSinkInlet<TranscriptEvent> from;
      private boolean over;
      private long openNumber;

      Talk(int link) {
        this.link = link;
      }

      /** Whether it can be given this utterance: utterances do not overlap. */
      boolean free(long utterance) {
        return !over
            && !links.get(link).breaker().isOpen()
            && (openNumber == 0
                || openNumber == utterance
                || open == null
                || openNumber != open.number());
      }

      void tell(SttInput input) {
        if (to == null) {
          begin();
        }
        openNumber = input instanceof SttInput.EndOfSpeech ? 0 : input.utterance();
        waiting.add(input);
        send();
      }

      private void begin() {
        to = new SubSourceOutlet<>("FallbackTranscribe.to");
        from = new SubSinkInlet<>("FallbackTranscribe.from");
        to.setHandler(new OutHandler() {
          @Override
          public void onPull() {
            send();
            goOn();
          }

          @Override
          public void onDownstreamFinish(Throwable cause) {}
        });
        from.setHandler(new InHandler() {
          @Override
          public void onPush() {
            heard(link, from.grab());
            from.pull();
            goOn();
          }

          @Override
          public void onUpstreamFinish() {
            over();
            goOn();
          }
        });
        Source.fromGraph(to.source())
            .via(links.get(link).transcriber().transcribe(request))
            .runWith(Sink.fromGraph(from.sink()), subFusingMaterializer());
        from.pull();
      }

      private void send() {
        if (!over && to.isAvailable() && !waiting.isEmpty()) {
          to.push(waiting.remove());
        }
      }

      /** A flow that ends early has broken the port's contract. */
      private void over() {
        over = true;
        waiting.clear();
        ProviderFailure failure =
            new ProviderFailure(Kind.BROKE_PROTOCOL, links.get(link).name(), "ended");
        List.copyOf(unanswered).stream()
            .filter(utterance -> utterance.isAsked(link))
            .forEach(utterance -> failed(utterance, failure));
      }

      void close() {
        if (to != null) {
          to.complete();
          from.cancel();
        }
      }
    }
  }
}
