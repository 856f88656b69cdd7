package talkspurt.boot.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import talkspurt.access.AccessSettings;
import talkspurt.control.EventFilter;
import talkspurt.control.EventType;
import talkspurt.events.EventSettings;
import talkspurt.events.EventWebhook;
import talkspurt.events.WebhookTarget;
import talkspurt.http.FollowSettings;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.webhook.StandardSignature;

/** Reads how events are kept and sent, and the list {@code webhooks}. */
final class WebhooksReader {

  private static final String SECRET = "secret";

  /** How the names of the exchange's hosts begin among those of webhooks. */
  private static final String OF_HOSTS = "exchange-";

  private final ConfigSection standard;
  private final Map<String, String> environment;

  private WebhooksReader(ConfigSection standard, Map<String, String> environment) {
    this.standard = standard;
    this.environment = environment;
  }

  /** How events are kept and sent. */
  static EventSettings settings(ConfigSection block) {
    ConfigSection webhook = block.section("webhook");
    return new EventSettings(
        block.duration("keep-for"),
        block.duration("look-every"),
        webhook.number("parallel"),
        webhook.duration("lease"),
        webhook.duration("back-off"),
        webhook.duration("longest-back-off"),
        webhook.duration("give-up-after"));
  }

  /** How events are followed. */
  static FollowSettings following(ConfigSection block) {
    return new FollowSettings(
        block.duration("look-every"),
        block.duration("keep-alive"),
        block.duration("slow-after"),
        block.number("max-followers"));
  }

  /** The webhooks; those that are wrong are told, and left out. */
  static List<WebhookTarget> webhooks(ConfigSection root, Map<String, String> environment) {
    WebhooksReader reader =
        new WebhooksReader(root.section("events").section("webhook"), environment);
    List<WebhookTarget> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigSection block : root.sections("webhooks")) {
      block.faults().attempt(() -> block.check(reader::webhook)).ifPresent(target -> {
        if (!names.add(target.webhook().name())) {
          block.tell(
              "name", "is '" + target.webhook().name() + "' a second time; allowed: one of each");
        }
        all.add(target);
      });
    }
    return all;
  }

  /** Which events each host of the exchange tells, by its name; none unless that is wanted. */
  static Map<String, EventWebhook> hosts(ConfigSection exchange) {
    ConfigSection block = exchange.section("user-events");
    EventFilter wanted = wanted(block);
    boolean masked = masked(block);
    Map<String, EventWebhook> all = new LinkedHashMap<>();
    if (block.flag("enabled")) {
      for (String host : exchange.section(ExchangeReader.HOSTS).keys()) {
        URI shown = URI.create("ami://" + host);
        all.put(host, new EventWebhook(OF_HOSTS + host, shown, wanted, masked, false));
      }
    }
    return all;
  }

  private WebhookTarget webhook(ConfigSection own) {
    own.only(PeerReader.keys(
        "name",
        "url",
        "allow-http",
        "events",
        "profiles",
        "numbers",
        "content",
        "secret-env",
        "secret-file",
        "old-secrets"));
    if (own.text("name").startsWith(OF_HOSTS)) {
      throw new IllegalArgumentException("name is '" + own.text("name") + "', and " + OF_HOSTS
          + "… are the hosts of the exchange; allowed: another name");
    }
    ConfigSection block = own.or(standard);
    URI url = PeerReader.uri(own.text("url"));
    PeerSettings peer = PeerReader.peer("event-webhook", own.text("url"), block);
    if (!"https".equals(url.getScheme())
        && !AccessSettings.isLoopback(url.getHost())
        && !block.flag("allow-http")) {
      throw new IllegalArgumentException(
          "url is '" + url
              + "', which is not encrypted; allowed: https://HOST…, http:// on this machine, or allow-http = true");
    }
    EventWebhook webhook =
        new EventWebhook(own.text("name"), url, wanted(own), masked(block), block.flag("content"));
    return new WebhookTarget(webhook, peer, StandardSignature.of(secrets(own)));
  }

  private static EventFilter wanted(ConfigSection own) {
    return new EventFilter(types(own), Set.copyOf(own.texts("profiles", List.of())));
  }

  private static Set<String> types(ConfigSection own) {
    List<String> types = own.texts("events", List.of());
    List<String> known = Arrays.stream(EventType.values()).map(EventType::label).toList();
    for (String type : types) {
      if (!known.contains(type)) {
        throw new IllegalArgumentException("events has " + type + Nearest.hint(type, known)
            + ", which is not an event; allowed: " + known);
      }
    }
    return Set.copyOf(types);
  }

  private static boolean masked(ConfigSection block) {
    String numbers = block.text("numbers");
    return switch (numbers) {
      case "full" -> false;
      case "masked" -> true;
      default ->
        throw new IllegalArgumentException("numbers is " + numbers + "; allowed: full, masked");
    };
  }

  /** All sign, so that a receiver may change from the one to the other when it likes. */
  private List<Secret> secrets(ConfigSection own) {
    List<Secret> secrets = new ArrayList<>();
    SecretReader.secret(own, SECRET, environment).ifPresent(secrets::add);
    for (ConfigSection old : own.sections("old-secrets")) {
      secrets.add(SecretReader.needed(old.only("secret-env", "secret-file"), SECRET, environment));
    }
    return secrets;
  }
}
