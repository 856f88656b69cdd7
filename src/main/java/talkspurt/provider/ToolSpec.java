package talkspurt.provider;

/**
 * A tool as a model reads it.
 *
 * @param name what it is called by
 * @param description what it is for, in plain words
 * @param parameters the JSON Schema of its arguments, as JSON
 */
public record ToolSpec(String name, String description, String parameters) {

  public ToolSpec {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "tool " + name + "; allowed: up to 64 letters, digits, _ and -");
    }
  }
}
