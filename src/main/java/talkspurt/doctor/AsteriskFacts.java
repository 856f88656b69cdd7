package talkspurt.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was learned of an Asterisk.
 *
 * @param version as it tells it
 * @param modules whether each that was asked for is loaded; those that could not be asked for are
 *     not in it
 * @param settings those of interest, as {@code file/section/key}
 * @param directMedia endpoints of pjsip.conf whose direct_media is not no; empty if not known
 */
record AsteriskFacts(
    String version,
    Map<String, Boolean> modules,
    Map<String, String> settings,
    Optional<List<String>> directMedia) {

  AsteriskFacts {
    modules = Map.copyOf(modules);
    settings = Map.copyOf(settings);
  }
}
