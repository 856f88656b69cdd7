package talkspurt.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks an Asterisk over its REST interface. */
final class AriCheck {

  private final WebClient ari;
  private final boolean alone;

  /** @param alone whether nobody else asks this Asterisk for its version and modules */
  AriCheck(WebClient ari, boolean alone) {
    this.ari = ari;
    this.alone = alone;
  }

  List<Finding> run() throws InterruptedException {
    String where = "ARI " + ari.base();
    try {
      WebClient.Answer info = ari.get("/asterisk/info?only=system");
      if (info.status() != 200) {
        return List.of(Finding.fail(
            where,
            "answers with status " + info.status(),
            info.status() == 401
                ? "user and password of ari.conf"
                : "enabled = yes in http.conf and ari.conf; the URL ends in /ari"));
      }
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.ok(where, "answers"));
      if (alone) {
        String version = info.body().path("system").path("version").asText("unknown");
        findings.addAll(AsteriskJudgement.of(
            new AsteriskFacts(version, modules(), Map.of(), Optional.empty(), Optional.empty())));
      }
      return findings;
    } catch (IOException failure) {
      return List.of(Finding.fail(
          where,
          "cannot be asked: " + EngineCheck.told(failure),
          "enabled = yes, bindaddr and bindport in http.conf"));
    }
  }

  private Map<String, Boolean> modules() throws IOException, InterruptedException {
    WebClient.Answer answer = ari.get("/asterisk/modules");
    if (answer.status() != 200) {
      return Map.of();
    }
    Map<String, Boolean> running = new HashMap<>();
    for (JsonNode module : answer.body()) {
      running.put(
          module.path("name").asText().replace(".so", ""),
          module.path("status").asText().equals("Running"));
    }
    Map<String, Boolean> modules = new LinkedHashMap<>();
    AsteriskJudgement.MODULES.forEach(name -> modules.put(name, running.getOrDefault(name, false)));
    return modules;
  }
}
