package talkspurt.provider.knowledge;

/**
 * A piece of a document that can be read by itself.
 *
 * @param title the headings above it, the outermost first, such as {@code Delivery: Express}; may be empty
 * @param text what it says; one line
 */
public record Passage(String title, String text) {

  /** As it is searched and shown. */
  public String whole() {
    return title.isEmpty() ? text : text.isEmpty() ? title : title + ": " + text;
  }
}
