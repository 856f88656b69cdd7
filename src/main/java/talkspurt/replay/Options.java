package talkspurt.replay;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The options of a command line, each a name and a value. */
final class Options {

  private final Map<String, String> values = new HashMap<>();

  private Options() {}

  static Options of(String[] arguments) {
    Options options = new Options();
    for (int k = 0; k < arguments.length; k += 2) {
      if (!arguments[k].startsWith("--") || k + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[k] + " is no option with a value");
      }
      options.values.put(arguments[k], arguments[k + 1]);
    }
    return options;
  }

  String required(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return values.get(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  Path path(String name) {
    return values.containsKey(name) ? Path.of(values.get(name)) : null;
  }
}
