package talkspurt.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where our dialplans send callers whom the engine does not take.
 *
 * @param api the dialplans' TALKSPURT_API; empty where it is not set
 * @param destination their TALKSPURT_FALLBACK; empty where it is not set
 * @param exists whether there is such a place; empty where that cannot be told
 */
record WayOut(String api, String destination, Optional<Boolean> exists) {

  private static final String SETTING = "TALKSPURT_FALLBACK";

  /** Asks for it; nothing where that may not be asked. */
  static Optional<WayOut> ask(AmiSession session) throws IOException {
    AmiMessage api = variable(session, "TALKSPURT_API");
    AmiMessage fallback = variable(session, SETTING);
    if (!api.success() || !fallback.success()) {
      return Optional.empty();
    }
    // as the dialplan does: whatever else is in it, blanks first of all, is left out
    String destination = value(fallback).replaceAll("[^A-Za-z0-9_.*#+,-]", "");
    Optional<Boolean> exists = destination.isEmpty()
        ? Optional.empty()
        : switch (value(variable(session, "DIALPLAN_EXISTS(" + destination + ")"))) {
          case "1" -> Optional.of(true);
          case "0" -> Optional.of(false);
          default -> Optional.empty();
        };
    return Optional.of(new WayOut(value(api), destination, exists));
  }

  private static AmiMessage variable(AmiSession session, String name) throws IOException {
    return session.ask("Getvar", "Variable", name);
  }

  private static String value(AmiMessage answer) {
    return answer.value("Value").orElse("");
  }

  /** What is to be said of it. */
  List<Finding> findings() {
    if (api.isEmpty()) {
      return List.of(Finding.warn(
          "dialplan",
          "TALKSPURT_API is not set: our dialplans are not there",
          "#include extensions_talkspurt.conf in extensions.conf, if you use them"));
    }
    if (destination.isEmpty()) {
      return List.of(Finding.warn(
          SETTING,
          "not set: callers whom the engine does not take hear an apology and congestion",
          SETTING + " = context,extension,priority in [globals]"));
    }
    if (exists.isEmpty()) {
      return List.of(Finding.warn(
          SETTING,
          destination + ": whether that exists cannot be told",
          "load = func_dialplan.so in modules.conf"));
    }
    return List.of(
        exists.get()
            ? Finding.ok(SETTING, destination + " exists")
            : Finding.fail(
                SETTING,
                destination + " does not exist: callers whom the engine does not take hear an"
                    + " apology and congestion",
                "a context, extension and priority of your dialplan"));
  }
}
