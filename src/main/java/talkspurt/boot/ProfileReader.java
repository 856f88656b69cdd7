package talkspurt.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import talkspurt.http.ProfileDirectory;
import talkspurt.media.Profile;
import talkspurt.media.Profiles;
import talkspurt.media.Prompt;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.turn.TurnSettings;

/** Reads the profiles, and makes their providers. */
final class ProfileReader {

  private final ConfigSection profiles;
  private final TurnReader turns;
  private final String standard;
  private final EmbeddedProviders embedded;
  private final Map<String, Profile> byName = new HashMap<>();
  private final Map<String, String> byDnid = new HashMap<>();

  private ProfileReader(Settings settings, EmbeddedProviders embedded) {
    ConfigSection root = new ConfigSection(settings.config().getConfig("talkspurt"), "talkspurt");
    this.profiles = root.section("profiles");
    this.turns = new TurnReader(root);
    this.standard = settings.defaultProfile();
    this.embedded = embedded;
  }

  /** All profiles, read and checked. */
  static ProfileReader read(Settings settings, EmbeddedProviders embedded) {
    ProfileReader reader = new ProfileReader(settings, embedded);
    for (String name : reader.profiles.keys()) {
      reader.read(name);
    }
    if (!reader.byName.containsKey(reader.standard)) {
      throw new StartFailure("setting talkspurt.default-profile is " + reader.standard
          + "; allowed: " + reader.profiles.keys());
    }
    return reader;
  }

  Profiles profiles() {
    return new Profiles(byName, standard);
  }

  ProfileDirectory directory() {
    return new ProfileDirectory(standard, Set.copyOf(byName.keySet()), byDnid);
  }

  private void read(String name) {
    ConfigSection block = profiles.section(name);
    block.only(
        "language",
        "dnids",
        "greeting",
        "apology",
        "most-keys",
        "turn",
        "transcriber",
        "synthesizer",
        "responder");
    byName.put(name, block.check(profile -> profile(name, profile)));
    for (String dnid : block.texts("dnids", List.of())) {
      String other = byDnid.put(dnid, name);
      if (other != null) {
        throw new StartFailure(
            "setting talkspurt.profiles." + name + ".dnids holds a number that belongs to profile "
                + other + "; allowed: each number once");
      }
    }
  }

  private Profile profile(String name, ConfigSection block) {
    String language = block.text("language");
    ConfigSection transcriber = block.section("transcriber").only("kind");
    ConfigSection synthesizer = block.section("synthesizer").only("kind", "voice");
    ConfigSection responder = block.section("responder");
    only("embedded", transcriber);
    only("embedded", synthesizer);
    only("scripted", responder);
    TurnSettings taking = turns(block, language);
    List<String> phrases = new ArrayList<>(embedded.phrases(responder.config()));
    phrases.addAll(taking.backchannels().phrases());
    phrases.addAll(taking.commands().phrases());
    return new Profile(
        name,
        language,
        block.section("greeting").check(ProfileReader::greeting),
        block.text("apology"),
        embedded.transcriber(),
        embedded.understandable(phrases),
        embedded.responder(responder.config()),
        embedded.synthesizer(),
        embedded.voice(synthesizer.text("voice", "")),
        taking,
        block.has("most-keys") ? block.number("most-keys") : 1);
  }

  private TurnSettings turns(ConfigSection block, String language) {
    return block.has("turn") ? turns.turns(block.section("turn"), language) : turns.turns(language);
  }

  private static Prompt greeting(ConfigSection block) {
    block.only("say", "play", "words");
    if (block.has("say") == block.has("play")) {
      throw new IllegalArgumentException("greeting needs one of say, play");
    }
    return block.has("say")
        ? new Prompt.Say(block.text("say"))
        : new Prompt.Play(Wav.read(Path.of(block.text("play"))), block.text("words", ""));
  }

  private static void only(String kind, ConfigSection block) {
    if (!block.text("kind").equals(kind)) {
      throw new IllegalArgumentException(
          block.path() + ".kind is " + block.text("kind") + "; allowed: " + kind);
    }
  }
}
