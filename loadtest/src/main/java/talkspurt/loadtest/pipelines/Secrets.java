package talkspurt.loadtest.pipelines;

import java.util.Map;

/** The keys that the stand-ins want to see, as the engine is given them. */
final class Secrets {
  static final String DEEPGRAM = "deepgram-stand-in";
  static final String OPENAI = "openai-stand-in";
  static final String ELEVENLABS = "elevenlabs-stand-in";
  static final String WEBHOOK = "webhook-stand-in";

  private Secrets() {}

  static Map<String, String> environment() {
    return Map.of(
        "DEEPGRAM_API_KEY", DEEPGRAM,
        "OPENAI_API_KEY", OPENAI,
        "ELEVENLABS_API_KEY", ELEVENLABS,
        "WEBHOOK_TOKEN", WEBHOOK);
  }
}
