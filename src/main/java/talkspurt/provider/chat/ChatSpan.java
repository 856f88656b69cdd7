package talkspurt.provider.chat;

import java.net.URI;
import java.util.Map;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.telemetry.CallTrace;
import talkspurt.telemetry.OpenSpan;

/** The span of a request to a model, with the names of OpenTelemetry's conventions for generative AI. */
final class ChatSpan {

  private ChatSpan() {}

  /** A model is asked. */
  static OpenSpan begin(CallTrace trace, ChatSettings settings) {
    URI url = settings.peer().url();
    return trace.begin(
        "chat " + settings.model(),
        Map.of(
            "gen_ai.operation.name", "chat",
            "gen_ai.provider.name", "openai",
            "gen_ai.request.model", settings.model(),
            "gen_ai.output.type", "text",
            "server.address", String.valueOf(url.getHost())));
  }

  /** It has answered, failed, or was not listened to any more. */
  static void end(OpenSpan asked, ChatRound round) {
    round.usage().ifPresent(used -> {
      long cached = amount(used, Unit.CACHED_INPUT_TOKENS);
      asked.with("gen_ai.usage.input_tokens", amount(used, Unit.INPUT_TOKENS) + cached);
      asked.with("gen_ai.usage.cache_read.input_tokens", cached);
      asked.with("gen_ai.usage.output_tokens", amount(used, Unit.OUTPUT_TOKENS));
    });
    asked.end(round.failure().map(failure -> failure.kind().label()).orElse(""));
  }

  private static long amount(Usage used, Unit unit) {
    return used.amounts().getOrDefault(unit, 0L);
  }
}
