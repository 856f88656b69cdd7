package talkspurt.provider.tts;

import akka.NotUsed;
import akka.japi.pf.PFBuilder;
import akka.stream.Graph;
import akka.stream.SourceShape;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;
import talkspurt.telemetry.ProviderMetrics;

/**
 * Voices in order of preference: where one fails before anything of a sentence was given out, the
 * next says it. Once something was given out the failure is passed on, so that nothing is said twice.
 */
public final class FallbackSynthesizer implements Synthesizer {

  /** A voice, and its own name of it. */
  public record Choice(Synthesizer synthesizer, String voice) {}

  private static final Logger LOG = LoggerFactory.getLogger(FallbackSynthesizer.class);

  private final List<Choice> choices;
  private final ProviderMetrics metrics;

  /** With these voices, one at least. */
  public FallbackSynthesizer(List<Choice> choices, ProviderMetrics metrics) {
    this.choices = List.copyOf(choices);
    this.metrics = metrics;
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("no voice; needed: one or more");
    }
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    return said(request, 0);
  }

  private Source<Sound, NotUsed> said(Request request, int number) {
    Choice choice = choices.get(number);
    Source<Sound, NotUsed> sound = choice
        .synthesizer()
        .synthesize(
            new Request(request.language(), choice.voice(), request.text(), request.meter()));
    return number == choices.size() - 1
        ? sound
        : sound.statefulMapConcat(this::begun).recoverWithRetries(1, nextOf(request, number));
  }

  private scala.PartialFunction<Throwable, Graph<SourceShape<Sound>, NotUsed>> nextOf(
      Request request, int number) {
    return new PFBuilder<Throwable, Graph<SourceShape<Sound>, NotUsed>>()
        .match(
            NotBegun.class,
            gaveWay -> Source.<Sound>single(new Sound.GaveWay(gaveWay.failure))
                .concatLazy(Source.lazySource(() -> said(request, number + 1))))
        .build();
  }

  /** Whoever is kept waiting waits for the first. */
  @Override
  public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return choices.get(0).synthesizer().failure(kind, detail);
  }

  /** Word times wait for the first sound; a failure before that gives way to the next voice. */
  private akka.japi.function.Function<Sound, Iterable<Sound>> begun() {
    List<Sound> waiting = new ArrayList<>();
    boolean[] begun = new boolean[1];
    return sound -> {
      if (begun[0]) {
        return List.of(sound);
      }
      if (sound instanceof Sound.Failed failed) {
        throw gaveWay(failed.failure());
      }
      waiting.add(sound);
      begun[0] = sound instanceof Sound.Pcm;
      return begun[0] ? List.copyOf(waiting) : List.of();
    };
  }

  private NotBegun gaveWay(ProviderFailure failure) {
    metrics.providerFailed(failure.provider(), failure.kind().name());
    metrics.synthesizerTookOver(failure.provider());
    LOG.debug("{} gives way to the next voice: {}", failure.provider(), failure.detail());
    return new NotBegun(failure);
  }

  /** Ends the stream of a voice of which nothing was heard. */
  private static final class NotBegun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProviderFailure failure;

    NotBegun(ProviderFailure failure) {
      super("nothing was said", null, false, false);
      this.failure = failure;
    }
  }
}
