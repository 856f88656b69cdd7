package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import java.net.URI;
import java.util.Map;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.command.CommandSettings;
import talkspurt.provider.command.CommandSynthesizer;
import talkspurt.provider.deepgram.DeepgramSynthesizer;
import talkspurt.provider.deepgram.DeepgramVoiceSettings;
import talkspurt.provider.elevenlabs.ElevenLabsSettings;
import talkspurt.provider.elevenlabs.ElevenLabsSynthesizer;
import talkspurt.provider.openaispeech.OpenAiSpeechSettings;
import talkspurt.provider.openaispeech.OpenAiSpeechSynthesizer;
import talkspurt.provider.piper.PiperSettings;
import talkspurt.provider.piper.PiperSynthesizer;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/** Makes the voice of a kind by the settings of its block. */
final class VoiceKinds {

  private final ActorSystem<?> system;
  private final ProviderMetrics metrics;
  private final Map<String, String> environment;

  VoiceKinds(ActorSystem<?> system, ProviderMetrics metrics, Map<String, String> environment) {
    this.system = system;
    this.metrics = metrics;
    this.environment = Map.copyOf(environment);
  }

  /** A voice of this kind, which figures and failures have by this name. */
  Synthesizer voice(String kind, String name, ConfigSection block) {
    return switch (kind) {
      case "command" -> CommandSynthesizer.create(command(name, block));
      case "openai" ->
        OpenAiSpeechSynthesizer.create(system, openAi(name, block), NanoClock.system(), metrics);
      case "elevenlabs" ->
        ElevenLabsSynthesizer.create(system, elevenLabs(name, block), NanoClock.system(), metrics);
      case "deepgram" ->
        DeepgramSynthesizer.create(system, deepgram(name, block), NanoClock.system(), metrics);
      case "piper" ->
        PiperSynthesizer.create(system, piper(name, block), NanoClock.system(), metrics);
      default -> throw new AssertionError(kind);
    };
  }

  private static CommandSettings command(String name, ConfigSection block) {
    return new CommandSettings(
        name,
        block.texts("program"),
        block.text("voice"),
        output(block.text("output")),
        block.number("rate-hz"),
        block.number("max-programs"),
        block.number("max-characters"),
        block.duration("first-sound-timeout"),
        block.duration("next-sound-timeout"));
  }

  private OpenAiSpeechSettings openAi(String name, ConfigSection block) {
    return new OpenAiSpeechSettings(
        server(name, block),
        SecretReader.secret(block, "api-key", environment).orElse(new Secret("")),
        block.text("model"),
        block.text("voice"),
        block.text("instructions"),
        block.fraction("speed"),
        output(block.text("output")) == CommandSettings.Output.WAV,
        block.number("rate-hz"));
  }

  private ElevenLabsSettings elevenLabs(String name, ConfigSection block) {
    return new ElevenLabsSettings(
        server(name, block),
        webSocket(block.text("transport")),
        needed(block),
        block.text("voice"),
        block.text("model"),
        block.text("language"),
        block.number("rate-hz"),
        block.fraction("stability"),
        block.fraction("similarity"),
        block.fraction("speed"),
        block.sections("dictionaries").stream()
            .map(one -> one.check(VoiceKinds::dictionary))
            .toList());
  }

  private static ElevenLabsSettings.Dictionary dictionary(ConfigSection block) {
    block.only("id", "version");
    return new ElevenLabsSettings.Dictionary(block.text("id"), block.text("version"));
  }

  private DeepgramVoiceSettings deepgram(String name, ConfigSection block) {
    return new DeepgramVoiceSettings(
        server(name, block),
        webSocket(block.text("transport")),
        needed(block),
        block.text("model"),
        block.number("rate-hz"));
  }

  private PiperSettings piper(String name, ConfigSection block) {
    return new PiperSettings(
        server(name, block),
        block.flag("older"),
        block.text("voice"),
        block.text("speaker"),
        block.fraction("length-scale"));
  }

  private static VoiceServer server(String provider, ConfigSection block) {
    String url = block.text("url").replaceFirst("/+$", "");
    if (!url.matches("https?://[^\\s?#@]+")) {
      throw new IllegalArgumentException(
          "url is not one; allowed: http://HOST… or https://HOST…, without user, query and fragment");
    }
    return new VoiceServer(
        provider,
        URI.create(url),
        block.duration("connect-timeout"),
        block.duration("first-sound-timeout"),
        block.duration("next-sound-timeout"),
        block.number("max-connections"),
        block.duration("keep-for"),
        block.number("retries"),
        block.duration("retry-after"));
  }

  private static boolean webSocket(String transport) {
    return switch (transport) {
      case "websocket" -> true;
      case "http" -> false;
      default ->
        throw new IllegalArgumentException(
            "transport is " + transport + "; allowed: websocket, http");
    };
  }

  private Secret needed(ConfigSection block) {
    return SecretReader.needed(block, "api-key", environment);
  }

  private static CommandSettings.Output output(String name) {
    return switch (name) {
      case "wav" -> CommandSettings.Output.WAV;
      case "pcm" -> CommandSettings.Output.PCM;
      default -> throw new IllegalArgumentException("output is " + name + "; allowed: wav, pcm");
    };
  }
}
