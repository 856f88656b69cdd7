package talkspurt.provider;

/** What tools of all kinds tell a model that went wrong, and what they keep from it. */
public final class ToolFaults {

  /** Why a tool has failed of which no answer came. */
  public static final String NOT_KNOWN = "no answer came, and whether it was done is not known";

  /** Why a tool has failed that did not run. */
  public static final String OUT_OF_ORDER = "the system behind it is out of order";

  /** What is shorter stands in many texts by chance. */
  private static final int LEAST_SECRET = 5;

  private ToolFaults() {}

  /**
   * Without these secrets: some servers tell what they were sent, and all that is told is read by the model and kept
   * with the call.
   */
  public static String withoutSecrets(String told, Iterable<String> secrets) {
    String without = told;
    for (String secret : secrets) {
      without = secret.length() < LEAST_SECRET ? without : without.replace(secret, "…");
    }
    return without;
  }
}
