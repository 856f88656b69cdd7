package talkspurt.provider.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.Tools;

/**
 * Agents of which the next takes over when the one before fails, as long as nothing was said. After
 * that the failure is passed on, since nothing may be said twice.
 */
public final class FallbackResponder implements Responder {

  private final List<Responder> responders;
  private final BiConsumer<String, String> failures;

  /**
   * @param responders in the order they are asked
   * @param failures told the provider and the kind of each failure that is made good
   */
  public FallbackResponder(List<Responder> responders, BiConsumer<String, String> failures) {
    this.responders = List.copyOf(responders);
    this.failures = failures;
  }

  @Override
  public Source<Part, NotUsed> respond(Request request, Tools tools) {
    return from(0, request, tools);
  }

  /** Whoever is kept waiting waits for the first. */
  @Override
  public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return responders.get(0).failure(kind, detail);
  }

  /** As long as one of them takes something, it does. */
  @Override
  public Duration takesNothingFor() {
    return responders.stream()
        .map(Responder::takesNothingFor)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Others are paid when they are asked, which nobody foresees. */
  @Override
  public Map<String, Price> priceOfTime() {
    return responders.get(0).priceOfTime();
  }

  @Override
  public void interrupted(String call, Cut cut) {
    responders.forEach(responder -> responder.interrupted(call, cut));
  }

  private Source<Part, NotUsed> from(int number, Request request, Tools tools) {
    Source<Part, NotUsed> parts = responders.get(number).respond(request, tools);
    if (number == responders.size() - 1) {
      return parts;
    }
    return parts
        .prefixAndTail(1)
        .flatMapConcat(split -> split.first().stream()
            .findFirst()
            .map(first -> goOn(first, split.second(), number, request, tools))
            .orElse(split.second()));
  }

  private Source<Part, NotUsed> goOn(
      Part first, Source<Part, NotUsed> rest, int number, Request request, Tools tools) {
    if (first instanceof Part.Failed failed) {
      failures.accept(failed.failure().provider(), failed.failure().kind().name());
      return rest.take(0)
          .concat(Source.single(new Part.GaveWay(failed.failure())))
          .concatLazy(Source.lazySource(() -> from(number + 1, request, tools)));
    }
    // not lazily: the rest may be wanted late, and Akka ends a tail that nobody takes for 5 s
    return Source.single(first).concat(rest);
  }
}
