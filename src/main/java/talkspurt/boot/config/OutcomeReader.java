package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import talkspurt.language.PackReader;
import talkspurt.outcome.ChatOutcomeModel;
import talkspurt.outcome.Fill;
import talkspurt.outcome.Goal;
import talkspurt.outcome.HttpOutcomeWebhook;
import talkspurt.outcome.OutcomeModel;
import talkspurt.outcome.OutcomePolicy;
import talkspurt.outcome.OutcomeSettings;
import talkspurt.outcome.OutcomeWebhook;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Price;
import talkspurt.provider.chat.ChatCompletion;
import talkspurt.provider.chat.ChatResponder;
import talkspurt.provider.chat.ChatSettings;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.webhook.SignedRequests;
import talkspurt.telemetry.ProviderMetrics;

/** Reads what a profile wants to know of how its calls came out: its block {@code outcome}. */
final class OutcomeReader {

  static final String KEY = "outcome";

  private static final String SCHEMA = "schema";
  private static final String SCHEMA_FILE = "schema-file";
  private static final String DISPOSITIONS = "dispositions";
  private static final String WITHOUT_WORDS = "without-words";
  private static final String GOALS = "goals";
  private static final String MODEL = "model";
  private static final String WEBHOOK = "webhook";
  private static final int LONGEST_SCHEMA = 20_000;
  private static final int MOST_GOALS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What of the profile's own agent the model is asked by. */
  private static final List<String> OF_AGENT = List.of(
      "base-url",
      "api-key-env",
      "api-key-file",
      "model",
      "max-tokens-field",
      "temperature",
      "extra",
      PriceReader.PRICE);

  private final ActorSystem<?> system;
  private final LanguageFiles languages;
  private final ConfigSection standards;
  private final ConfigSection agents;
  private final ProviderMetrics metrics;
  private final ProviderStore.Reading made;

  /**
   * @param root the block {@code talkspurt}, with what holds where a profile says nothing
   * @param languages in whose words models are asked
   * @param made where connections are, and come to
   */
  OutcomeReader(
      ActorSystem<?> system,
      ConfigSection root,
      ProviderMetrics metrics,
      LanguageFiles languages,
      ProviderStore.Reading made) {
    this.system = system;
    this.languages = languages;
    this.standards = root.section("outcomes");
    this.agents = root.section("responders").section(ChatResponder.KIND);
    this.metrics = metrics;
    this.made = made;
  }

  /** How outcomes are asked for and told. */
  static OutcomeSettings settings(ConfigSection block) {
    return new OutcomeSettings(
        block.duration("look-every"),
        block.number("parallel"),
        block.duration("lease"),
        block.number("attempts"),
        block.duration("back-off"),
        block.duration("longest-back-off"),
        block.duration("give-up-after"));
  }

  /** That of a profile. */
  OutcomePolicy read(ConfigSection profile) {
    if (!profile.has(KEY)) {
      scripted(profile, OutcomeForm.PLAIN);
      return OutcomePolicy.NONE;
    }
    return profile.section(KEY).check(block -> policy(block, profile));
  }

  private OutcomePolicy policy(ConfigSection block, ConfigSection profile) {
    block.only(
        SCHEMA, SCHEMA_FILE, DISPOSITIONS, WITHOUT_WORDS, GOALS, "fill", "prompt", MODEL, WEBHOOK);
    Fill fill = fill(block.text("fill", "in-call"));
    OutcomeForm form =
        OutcomeForm.of(block.texts(DISPOSITIONS, List.of()), schema(block), fill != Fill.OFF);
    String without = block.text(WITHOUT_WORDS, "");
    if (!without.isEmpty() && !form.dispositions().contains(without)) {
      throw new IllegalArgumentException(WITHOUT_WORDS + " is '" + without
          + "'; allowed: one of dispositions, " + form.dispositions());
    }
    scripted(profile, form);
    Optional<OutcomeModel> model =
        fill == Fill.AFTER_CALL ? Optional.of(model(block, profile)) : Optional.empty();
    if (fill != Fill.AFTER_CALL && block.has(MODEL)) {
      throw new IllegalArgumentException(MODEL + " is there, but fill is "
          + block.text("fill", "in-call") + "; allowed: model with fill = after-call");
    }
    return new OutcomePolicy(
        form,
        goals(block, form),
        fill,
        without,
        model,
        block.has(WEBHOOK)
            ? Optional.of(block.section(WEBHOOK).check(this::webhook))
            : Optional.empty());
  }

  private static Fill fill(String text) {
    return switch (text) {
      case "off" -> Fill.OFF;
      case "in-call" -> Fill.IN_CALL;
      case "after-call" -> Fill.AFTER_CALL;
      default ->
        throw new IllegalArgumentException(
            "fill is " + text + "; allowed: off, in-call, after-call");
    };
  }

  private static Optional<String> schema(ConfigSection block) {
    if (block.has(SCHEMA) && block.has(SCHEMA_FILE)) {
      throw new IllegalArgumentException(
          SCHEMA + " and " + SCHEMA_FILE + " are both there; allowed: one of them");
    }
    Optional<String> json = block.has(SCHEMA)
        ? Optional.of(block.section(SCHEMA).config().root().render(ConfigRenderOptions.concise()))
        : block.has(SCHEMA_FILE) ? Optional.of(file(block.text(SCHEMA_FILE))) : Optional.empty();
    json.ifPresent(OutcomeReader::usable);
    return json;
  }

  private static String file(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException | InvalidPathException unreadable) {
      throw new IllegalArgumentException(
          SCHEMA_FILE + " is '" + name + "', which cannot be read as UTF-8 text ("
              + unreadable.getClass().getSimpleName() + "); allowed: a file with a JSON Schema",
          unreadable);
    }
  }

  /** Models get the schema along with the question, and can look nothing up elsewhere. */
  private static void usable(String json) {
    if (json.length() > LONGEST_SCHEMA) {
      throw new IllegalArgumentException(
          SCHEMA + " has " + json.length() + " characters; allowed: " + LONGEST_SCHEMA);
    }
    try {
      for (JsonNode reference : JSON.readTree(json).findValues("$ref")) {
        if (!reference.asText().matches("#/(\\$defs|definitions)/.+")) {
          throw new IllegalArgumentException(
              SCHEMA + " refers to " + reference + "; allowed: #/$defs/NAME, #/definitions/NAME");
        }
      }
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException(SCHEMA + " is no JSON", noJson);
    }
  }

  private static List<Goal> goals(ConfigSection block, OutcomeForm form) {
    List<Goal> goals = new ArrayList<>();
    if (block.has(GOALS)) {
      ConfigSection rules = block.section(GOALS);
      if (rules.keys().size() > MOST_GOALS) {
        throw new IllegalArgumentException(
            GOALS + " are " + rules.keys().size() + "; allowed: " + MOST_GOALS);
      }
      rules.keys().forEach(name -> goals.add(Goal.of(name, rules.text(name), form)));
    }
    return goals;
  }

  private OutcomeModel model(ConfigSection block, ConfigSection profile) {
    String prompt = block.text("prompt", "");
    String language = profile.text("language", PackReader.FALLBACK);
    if (block.has(MODEL)) {
      return block.section(MODEL).check(own -> chat(own, prompt, language));
    }
    if (profile.isBlock("responder")) {
      for (ConfigSection agent : profile.section("responder").chain("fallback")) {
        if (agent.text("kind", "").equals(ChatResponder.KIND)) {
          ConfigSection whole = agent.or(agents);
          Config some = ConfigFactory.empty();
          for (String key : OF_AGENT) {
            some = whole.has(key) ? some.withValue(key, whole.config().getValue(key)) : some;
          }
          ConfigSection own = new ConfigSection(
              some,
              agent.path(),
              ConfigFactory.empty(),
              agent.place(),
              agent.faults(),
              agent.wrong());
          return model(own, prompt, language);
        }
      }
    }
    throw new IllegalArgumentException(
        "fill is after-call, and the profile has no agent of kind " + ChatResponder.KIND
            + " to ask; allowed: model { kind = " + ChatResponder.KIND + ", model = … }");
  }

  private OutcomeModel chat(ConfigSection own, String prompt, String language) {
    own.only(PeerReader.keys(
        Stream.concat(Stream.of("kind", "max-tokens"), OF_AGENT.stream()).toArray(String[]::new)));
    String kind = own.text("kind");
    if (!kind.equals(ChatResponder.KIND)) {
      throw new IllegalArgumentException("kind is " + kind + "; allowed: " + ChatResponder.KIND);
    }
    return model(own, prompt, language);
  }

  private OutcomeModel model(ConfigSection own, String prompt, String language) {
    ConfigSection block = own.or(standards.section(MODEL));
    PeerSettings peer = PeerReader.peer("outcome-model", block.text("base-url"), block);
    Optional<Secret> key = SecretReader.secret(block, "api-key");
    ChatSettings settings = ChatModelReader.settings(peer, key, block);
    ProviderHttpClient server = client(peer, key);
    Price price = PriceReader.read(made, block, PriceReader.CHAT);
    PriceReader.paid(made, peer.name(), price);
    return made.one(
        OutcomeModel.class,
        List.of("outcome model", settings, prompt, language, languages.all(), price),
        () -> new ChatOutcomeModel(
            peer.name(),
            new ChatCompletion(system, settings, server),
            prompt,
            tag -> languages.pack(tag.isEmpty() ? language : tag),
            price));
  }

  private OutcomeWebhook webhook(ConfigSection own) {
    own.only(
        PeerReader.keys("url", "token-env", "token-file", "signing-key-env", "signing-key-file"));
    ConfigSection block = own.or(standards.section(WEBHOOK));
    URI url = PeerReader.uri(block.text("url"));
    PeerSettings peer = PeerReader.peer("outcome-webhook", block.text("url"), block);
    Optional<Secret> token = SecretReader.secret(block, "token");
    SignedRequests requests = new SignedRequests(
        token, SecretReader.secret(block, "signing-key"), InstantSource.system());
    return new HttpOutcomeWebhook(url, requests, client(peer, token));
  }

  private ProviderHttpClient client(PeerSettings peer, Optional<Secret> key) {
    return made.one(
        ProviderHttpClient.class,
        List.of("outcome's server", peer, key),
        () -> ProviderHttpClient.create(system, peer, metrics));
  }

  /** What a scripted agent tells is known before any call. */
  static void scripted(ConfigSection profile, OutcomeForm form) {
    if (!profile.isBlock("responder")) {
      return;
    }
    for (ConfigSection agent : profile.section("responder").chain("fallback")) {
      if (!agent.text("kind", "").equals("scripted")) {
        continue;
      }
      for (ConfigSection topic : agent.sections("topics")) {
        if (topic.isBlock(KEY)) {
          ConfigSection told =
              topic.section(KEY).only("disposition", "reason", "summary", "fields");
          form.objection(JSON.valueToTree(told.config().root().unwrapped()))
              .ifPresent(wrong -> told.tell("cannot be told: " + wrong));
        }
      }
    }
  }
}
