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
import java.util.List;
import java.util.stream.IntStream;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.FallbackTranscriber.Link;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/** One call's way through a {@link FallbackTranscriber}; {@link FallbackSession} says which it is. */
final class FallbackTranscribeStage extends GraphStage<FlowShape<SttInput, TranscriptEvent>> {

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

    private final FallbackSession session =
        new FallbackSession(FallbackLinks.of(links, metrics), maxKept);
    private final List<Talk> talks =
        IntStream.range(0, links.size()).mapToObj(Talk::new).toList();

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
      session.input(grab(in), clock.nanoTime());
      goOn();
    }

    @Override
    public void onUpstreamFinish() {
      session.inputEnded();
      goOn();
    }

    @Override
    public void onPull() {
      goOn();
    }

    private void goOn() {
      talks.forEach(Talk::send);
      if (isAvailable(out)) {
        session.takeEvent().ifPresent(event -> push(out, event));
      }
      if (isClosed(in) && session.done()) {
        completeStage();
      } else if (!isClosed(in) && !hasBeenPulled(in) && session.room()) {
        pull(in);
      }
    }

    /** One link's flow, opened when it is first asked. */
    private final class Talk {

      private final int link;
      private SubSourceOutlet<SttInput> to;
      private SubSinkInlet<TranscriptEvent> from;

      Talk(int link) {
        this.link = link;
      }

      void send() {
        if (!session.waits(link)) {
          return;
        }
        if (to == null) {
          open();
        }
        if (to.isAvailable()) {
          to.push(session.take(link));
        }
      }

      private void open() {
        to = new SubSourceOutlet<>("FallbackTranscribe.to");
        from = new SubSinkInlet<>("FallbackTranscribe.from");
        to.setHandler(new OutHandler() {
          @Override
          public void onPull() {
            goOn();
          }

          @Override
          public void onDownstreamFinish(Throwable cause) {}
        });
        from.setHandler(new InHandler() {
          @Override
          public void onPush() {
            session.heard(link, from.grab(), clock.nanoTime());
            from.pull();
            goOn();
          }

          @Override
          public void onUpstreamFinish() {
            session.over(link);
            goOn();
          }
        });
        Source.fromGraph(to.source())
            .via(links.get(link).transcriber().transcribe(request))
            .runWith(Sink.fromGraph(from.sink()), subFusingMaterializer());
        from.pull();
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
