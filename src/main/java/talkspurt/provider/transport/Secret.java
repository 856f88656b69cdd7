package talkspurt.provider.transport;

/** A key or password. Never printed. */
public record Secret(String text) {

  @Override
  public String toString() {
    return "***";
  }
}
