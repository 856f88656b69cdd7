package talkspurt.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was learned of an Asterisk.
 *
 * @param version as it tells it
 * @param modules whether each that was asked for is loaded; those that could not be asked for are
 *     not in it
 * @param settings those of interest, as {@code file/section/key}
 * @param endpoints those of pjsip.conf; empty if not known
 * @param commands what the user of AMI may ask for; empty if not known
 */
record AsteriskFacts(
    String version,
    Map<String, Boolean> modules,
    Map<String, String> settings,
    Optional<List<Endpoint>> endpoints,
    Optional<Set<String>> commands) {

  /**
   * An endpoint of pjsip.conf.
   *
   * @param directMedia whether its audio may go past Asterisk
   * @param keys whether its keys are heard
   * @param rtpTimeout whether its call ends once no audio comes from it
   */
  record Endpoint(String name, boolean directMedia, boolean keys, boolean rtpTimeout) {}

  AsteriskFacts {
    endpoints = endpoints.map(List::copyOf);
    commands = commands.map(Set::copyOf);
    modules = Map.copyOf(modules);
    settings = Map.copyOf(settings);
  }
}
