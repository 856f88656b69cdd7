package talkspurt.check;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import talkspurt.audio.AudioFrame;
import talkspurt.check.ProviderProbe.Timed;
import talkspurt.doctor.Finding;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;

/** What a bot says to a caller who says nothing for {@value #QUIET_FRAMES} frames, and is gone then. */
final class BotAnswer {

  private static final int RATE_HZ = 8000;
  private static final int QUIET_FRAMES = 150;

  private BotAnswer() {}

  static Finding of(
      ProviderProbe asking, Endpoint.Converses converses, ProfileCheck.Words words, UUID callId) {
    CompletableFuture<Source<Input, NotUsed>> caller = new CompletableFuture<>();
    SpeechToSpeech.Request request =
        new SpeechToSpeech.Request(callId.toString(), words.language(), Map.of());
    Source<Output, ?> answer = Source.completionStageSource(caller)
        .via(converses.bot().converse(request))
        .map(output -> {
          if (output instanceof Output.Opened) {
            caller.complete(quietCaller());
          }
          return output;
        });
    return finding(converses.name(), asking.all(answer), asking);
  }

  private static Source<Input, NotUsed> quietCaller() {
    return Source.from(LongStream.range(0, QUIET_FRAMES)
            .<Input>mapToObj(
                frame -> new Input.Audio(frame * AudioFrame.FRAME_MS, AudioFrame.silence(RATE_HZ)))
            .toList())
        .throttle(1, Duration.ofMillis(AudioFrame.FRAME_MS));
  }

  private static Finding finding(
      String name, ProviderProbe.Answer<Output> answer, ProviderProbe asking) {
    int opened = -1;
    int spoke = -1;
    for (Timed<Output> output : answer.all()) {
      if (output.what() instanceof Output.Failed failed) {
        return ProfileCheck.failed(name, failed.failure());
      } else if (output.what() instanceof Output.Opened) {
        opened = output.ms();
      } else if (output.what() instanceof Output.Audio && spoke < 0) {
        spoke = output.ms();
      }
    }
    if (opened < 0) {
      return Finding.fail(
          name, "is not there after " + asking.within().toSeconds() + " s", "is the url right?");
    }
    String there = "is there after " + opened + " ms";
    return spoke < 0
        ? Finding.warn(
            name,
            there + ", and says nothing to a caller who is silent",
            "none, if it is to wait until it is spoken to")
        : Finding.ok(name, there + ", and speaks " + (spoke - opened) + " ms later");
  }
}
