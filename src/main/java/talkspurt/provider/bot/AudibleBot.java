package talkspurt.provider.bot;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech;

/**
 * A bot that must be heard: where it speaks in nothing but silence, or sends silence or nothing at
 * all for long after the caller spoke to it, that is its failure. What can be heard, and the silence between, passes as
 * it is. Thread-safe.
 */
public final class AudibleBot implements SpeechToSpeech {

  private final SpeechToSpeech bot;

  public AudibleBot(SpeechToSpeech bot) {
    this.bot = bot;
  }

  @Override
  public Flow<Input, Output, NotUsed> converse(Request request) {
    BotSilence silence = new BotSilence();
    CompletableFuture<Output> unanswered = new CompletableFuture<>();
    return Flow.of(Input.class)
        .map(input -> {
          BotSilence.Verdict verdict = silence.told(input);
          if (verdict.step() == BotSilence.Step.BOT_FAILS) {
            unanswered.complete(new Output.Failed(failure(
                Kind.BOT_SILENT,
                "no sound for " + verdict.silentMs() + " ms since the caller spoke to it")));
          }
          return input;
        })
        .via(bot.converse(request))
        .mapConcat(said -> outputs(said, silence.said(said)))
        .merge(Source.completionStage(unanswered), true)
        .takeWhile(said -> !(said instanceof Output.Failed), true);
  }

  private List<Output> outputs(Output said, BotSilence.Verdict verdict) {
    return switch (verdict.step()) {
      case PASS -> List.of(said);
      case DROP -> List.of();
      case REPLY_FAILS ->
        said instanceof Output.Audio
            ? List.of(new Output.ReplyFailed(silent(verdict)))
            : List.of(new Output.ReplyFailed(silent(verdict)), said);
      case BOT_FAILS -> List.of(new Output.Failed(silent(verdict)));
    };
  }

  private ProviderFailure silent(BotSilence.Verdict verdict) {
    return failure(
        Kind.BOT_SILENT,
        verdict.inReply()
            ? "a reply of " + verdict.silentMs() + " ms of silence"
            : verdict.silentMs() + " ms of silence since the caller spoke to it");
  }

  @Override
  public Duration takesNothingFor() {
    return bot.takesNothingFor();
  }

  @Override
  public ProviderFailure failure(Kind kind, String detail) {
    return bot.failure(kind, detail);
  }
}
