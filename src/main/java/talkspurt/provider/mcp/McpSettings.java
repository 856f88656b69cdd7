package talkspurt.provider.mcp;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How an MCP server is asked.
 *
 * @param name as in the profile; in logs and figures
 * @param connectTimeout limit for a connection and for the server's first answer
 * @param answerTimeout how long a tool may take in all, with the time in which it waits for its turn
 * @param checkEvery how often the list of tools is read again, which shows that the server is there, too
 * @param maxRequests how many tools of this server run at the same time
 * @param maxBytes of one message of the server's
 * @param retryAfter the pause before a lost server is looked for again; it doubles with each failure in a row
 * @param maxRetryAfter the longest of these pauses
 */
public record McpSettings(
    String name,
    McpAddress address,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration checkEvery,
    int maxRequests,
    int maxBytes,
    Duration retryAfter,
    Duration maxRetryAfter) {

  public McpSettings {
    within("connect-timeout", connectTimeout, 100, 120_000);
    within("answer-timeout", answerTimeout, 100, 120_000);
    within("check-every", checkEvery, 1000, 3_600_000);
    within("max-requests", maxRequests, 1, 256);
    within("max-bytes", maxBytes, 1024, 16 << 20);
    within("retry-after", retryAfter, 100, 60_000);
    within("max-retry-after", maxRetryAfter, 100, 3_600_000);
    if (maxRetryAfter.compareTo(retryAfter) < 0) {
      throw new IllegalArgumentException("max-retry-after is " + maxRetryAfter.toMillis()
          + " ms; allowed: retry-after (" + retryAfter.toMillis() + " ms) or more");
    }
  }
}
