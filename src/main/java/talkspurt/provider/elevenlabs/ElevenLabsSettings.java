package talkspurt.provider.elevenlabs;

import java.util.List;
import java.util.Set;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.VoiceServer;

/**
 * A voice of ElevenLabs.
 *
 * @param server where it is, by an http or https url without a path
 * @param webSocket whether it speaks over WebSockets, which tell when words are said, or over HTTP
 * @param key its {@code xi-api-key}
 * @param voice its id
 * @param model which one speaks
 * @param language ISO 639-1, for models that take one; empty: not sent
 * @param rateHz the rate asked for
 * @param stability 0 to 1; negative: the voice's own
 * @param similarity 0 to 1; negative: the voice's own
 * @param speed 0.7 to 1.2; 1 is not sent
 * @param dictionaries of pronunciation, made at ElevenLabs; at most 3
 */
public record ElevenLabsSettings(
    VoiceServer server,
    boolean webSocket,
    Secret key,
    String voice,
    String model,
    String language,
    int rateHz,
    double stability,
    double similarity,
    double speed,
    List<Dictionary> dictionaries) {

  private static final int MOST_DICTIONARIES = 3;

  /** A pronunciation dictionary of the account, in one of its versions. */
  public record Dictionary(String id, String version) {
    public Dictionary {
      identifier("id", id);
      identifier("version", version);
    }

    private static void identifier(String key, String value) {
      if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException(
            key + " is '" + value + "'; allowed: what ElevenLabs calls it");
      }
    }
  }

  private static final Set<Integer> RATES_HZ = Set.of(8000, 16_000, 22_050, 24_000, 44_100);

  public ElevenLabsSettings {
    if (!voice.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("voice is '" + voice + "'; allowed: the id of a voice");
    }
    if (!model.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException("model is '" + model + "'; allowed: a model's name");
    }
    if (webSocket && model.equals("eleven_v3")) {
      throw new IllegalArgumentException(
          "model is eleven_v3 with transport websocket; allowed: transport = http for this model");
    }
    if (!language.matches("([a-z]{2})?")) {
      throw new IllegalArgumentException("language is " + language + "; allowed: two letters");
    }
    if (!RATES_HZ.contains(rateHz)) {
      throw new IllegalArgumentException(
          "rate-hz is " + rateHz + "; allowed: 8000, 16000, 22050, 24000, 44100");
    }
    dictionaries = List.copyOf(dictionaries);
    if (dictionaries.size() > MOST_DICTIONARIES) {
      throw new IllegalArgumentException("dictionaries are " + dictionaries.size() + "; allowed: "
          + MOST_DICTIONARIES + " at most");
    }
    upToOne("stability", stability);
    upToOne("similarity", similarity);
    if (!(speed >= 0.7 && speed <= 1.2)) {
      throw new IllegalArgumentException("speed is " + speed + "; allowed: 0.7 to 1.2");
    }
  }

  private static void upToOne(String key, double value) {
    if (!(value < 0 || value <= 1)) {
      throw new IllegalArgumentException(
          key + " is " + value + "; allowed: 0 to 1, or -1 for the voice's own");
    }
  }
}
