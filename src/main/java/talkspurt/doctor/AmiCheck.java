package talkspurt.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import talkspurt.doctor.AsteriskFacts.Endpoint;

/** Asks an Asterisk over its manager interface. Files that hold secrets are not asked for. */
final class AmiCheck {

  private static final List<String> FILES = List.of("http.conf", "chan_websocket.conf");

  private final String host;
  private final int port;
  private final String user;
  private final String secret;

  AmiCheck(String host, int port, String user, String secret) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.secret = secret;
  }

  List<Finding> run() {
    String where = "AMI " + host + ":" + port;
    try (AmiSession session = AmiSession.open(host, port)) {
      AmiMessage login = session.ask("Login", "Username", user, "Secret", secret, "Events", "off");
      if (!login.success()) {
        return List.of(Finding.fail(
            where,
            "the login was refused (" + login.complaint() + ")",
            "user and secret of manager.conf, and its permit for this host"));
      }
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.ok(where, "answers, and lets " + user + " in"));
      findings.addAll(AsteriskJudgement.of(facts(session)));
      WayOut.ask(session).ifPresent(way -> findings.addAll(way.findings()));
      findings.addAll(TokenDialplan.ask(session).findings());
      session.ask("Logoff");
      return findings;
    } catch (IOException failure) {
      return List.of(Finding.fail(
          where,
          "cannot be asked: " + EngineCheck.told(failure),
          "enabled = yes and bindaddr in manager.conf, a way through the firewall"));
    }
  }

  private static AsteriskFacts facts(AmiSession session) throws IOException {
    String version = session.ask("CoreSettings").value("AsteriskVersion").orElse("unknown");
    Map<String, Boolean> modules = new LinkedHashMap<>();
    for (String module : AsteriskJudgement.MODULES) {
      AmiMessage answer = session.ask("ModuleCheck", "Module", module);
      if (answer.success() || !denied(answer)) {
        modules.put(module, answer.success());
      }
    }
    Map<String, String> settings = new HashMap<>();
    for (String file : FILES) {
      settings(session.ask("GetConfig", "Filename", file), file, settings);
    }
    AmiMessage endpoints =
        session.ask("GetConfig", "Filename", "pjsip.conf", "Filter", "type=endpoint");
    return new AsteriskFacts(
        version,
        modules,
        settings,
        endpoints.success() ? Optional.of(endpoints(endpoints)) : Optional.empty(),
        commands(session.ask("ListCommands")));
  }

  private static boolean denied(AmiMessage answer) {
    return answer.complaint().toLowerCase(Locale.ROOT).contains("permission");
  }

  /** {@code Category-000000: name}, then {@code Line-000000-000000: key=value} for each of its lines. */
  private static void settings(AmiMessage answer, String file, Map<String, String> settings) {
    String section = "";
    for (AmiMessage.Field field : answer.fields()) {
      int equals = field.value().indexOf('=');
      if (field.name().startsWith("Category-")) {
        section = field.value();
      } else if (field.name().startsWith("Line-") && equals > 0) {
        settings.put(
            file + "/" + section + "/" + field.value().substring(0, equals).strip(),
            field.value().substring(equals + 1).strip());
      }
    }
  }

  private static Optional<Set<String>> commands(AmiMessage answer) {
    return answer.success()
        ? Optional.of(
            answer.fields().stream().map(AmiMessage.Field::name).collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static List<Endpoint> endpoints(AmiMessage endpoints) {
    Map<String, String> settings = new HashMap<>();
    settings(endpoints, "pjsip.conf", settings);
    return endpoints.fields().stream()
        .filter(field -> field.name().startsWith("Category-"))
        .map(AmiMessage.Field::value)
        .map(name -> new Endpoint(
            name,
            !"no".equalsIgnoreCase(of(settings, name, "direct_media", "yes")),
            !"none".equalsIgnoreCase(of(settings, name, "dtmf_mode", "rfc4733")),
            !"0".equals(of(settings, name, "rtp_timeout", "0"))))
        .toList();
  }

  private static String of(
      Map<String, String> settings, String endpoint, String key, String otherwise) {
    return settings.getOrDefault("pjsip.conf/" + endpoint + "/" + key, otherwise);
  }
}
