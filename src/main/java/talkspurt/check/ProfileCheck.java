package talkspurt.check;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import talkspurt.audio.AudioFrame;
import talkspurt.doctor.Finding;
import talkspurt.provider.ProviderFailure;
import talkspurt.telemetry.NanoClock;

/**
 * Asks the providers of a profile one after the other: the voices first, since the recognisers are
 * played what a voice has said.
 */
public final class ProfileCheck {

  private static final Duration WITHIN = Duration.ofSeconds(30);

  /**
   * What is asked.
   *
   * @param language BCP 47 tag of the profile
   * @param say what voices say and recognisers hear
   * @param ask what agents are asked
   */
  public record Words(String language, String say, String ask) {}

  private final Words words;
  private final ProviderProbe asking;
  private final Endpoint.Speaks otherwise;

  /**
   * @param otherwise says what recognisers are played where no voice of the profile speaks
   */
  public ProfileCheck(
      ActorSystem<?> system, NanoClock clock, Words words, Endpoint.Speaks otherwise) {
    this.words = words;
    this.asking = new ProviderProbe(system, clock, WITHIN);
    this.otherwise = otherwise;
  }

  /** What came of it, in the order of the endpoints. Waits for them. */
  public List<Finding> run(List<Endpoint> endpoints) {
    List<Finding> findings = new ArrayList<>();
    Optional<AudioFrame> spoken = Optional.empty();
    for (Endpoint endpoint : endpoints) {
      if (endpoint instanceof Endpoint.Speaks speaks) {
        VoiceAnswer answer = VoiceAnswer.of(asking, speaks, words);
        findings.add(answer.finding());
        spoken = spoken.or(answer::sound);
      }
    }
    AudioFrame speech =
        spoken.or(() -> VoiceAnswer.of(asking, otherwise, words).sound()).orElseThrow();
    for (Endpoint endpoint : endpoints) {
      if (!(endpoint instanceof Endpoint.Speaks)) {
        findings.add(finding(endpoint, speech));
      }
    }
    return findings;
  }

  private Finding finding(Endpoint endpoint, AudioFrame speech) {
    if (endpoint instanceof Endpoint.Hears hears) {
      return HearingAnswer.of(asking, hears, words, speech);
    } else if (endpoint instanceof Endpoint.Answers answers) {
      return AgentAnswer.of(asking, answers, words, UUID.randomUUID());
    } else if (endpoint instanceof Endpoint.Converses converses) {
      return BotAnswer.of(asking, converses, words, UUID.randomUUID());
    } else if (endpoint instanceof Endpoint.Runs runs) {
      return ConnectProbe.of(runs);
    } else if (endpoint instanceof Endpoint.Lends lends) {
      return McpAnswer.of(lends, WITHIN);
    }
    throw new AssertionError(endpoint);
  }

  /** What a failure of a provider means to whoever set it up. */
  static Finding failed(String name, ProviderFailure failure) {
    String remedy = switch (failure.kind()) {
      case UNREACHABLE -> "is the url right, and can this machine reach it?";
      case OVERLOADED -> "ask again; if it stays so, look at its quota and its own log";
      case REJECTED_CREDENTIALS -> "the key that api-key-… or token-… leads to is not one it takes";
      case REJECTED_REQUEST -> "it knows no such model, voice or path: look at the block's values";
      case BROKE_PROTOCOL ->
        "it speaks otherwise than this kind: is it another, or another version?";
      case TOO_SLOW, SPEECH_GAP ->
        "ask again; if it stays so, take a nearer server or a smaller model";
      case VOICE_SILENT, BOT_SILENT ->
        "it answers in silence: look at the voice, the language and the format it is asked for";
    };
    return Finding.fail(name, failure.kind() + ", " + failure.detail(), remedy);
  }
}
