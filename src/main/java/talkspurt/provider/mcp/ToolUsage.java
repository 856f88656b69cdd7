package talkspurt.provider.mcp;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import talkspurt.provider.CallArguments;

/**
 * Which tools of a server an agent may use, and how. Tools are named as their server names them.
 *
 * @param allow these alone; empty: all
 * @param deny none of these
 * @param prefix put in front of the names that models read
 * @param tools what is special about a tool
 * @param patience how long a reply waits for a tool of which nothing else is said
 * @param maxCharacters how much of a result a model reads
 */
public record ToolUsage(
    Optional<Set<String>> allow,
    Set<String> deny,
    String prefix,
    Map<String, OneTool> tools,
    Duration patience,
    int maxCharacters) {

  /**
   * What is special about a tool.
   *
   * @param own arguments that the model neither sees nor gives
   */
  public record OneTool(CallArguments own, Optional<Duration> patience) {

    public OneTool {
      patience.ifPresent(wait -> within("pending-after", wait, 100, 60_000));
    }
  }

  private static final OneTool PLAIN = new OneTool(CallArguments.NONE, Optional.empty());

  public ToolUsage {
    allow = allow.map(Set::copyOf);
    deny = Set.copyOf(deny);
    tools = Map.copyOf(tools);
    if (!prefix.matches("[A-Za-z0-9_-]{0,32}")) {
      throw new IllegalArgumentException(
          "prefix is '" + prefix + "'; allowed: up to 32 letters, digits, _ and -");
    }
    within("pending-after", patience, 100, 60_000);
    within("max-characters", maxCharacters, 100, 8000);
    for (String name : tools.keySet()) {
      if (!allows(allow, deny, name)) {
        throw new IllegalArgumentException("tools names " + name
            + ", which allow and deny leave out; allowed: tools that may be used");
      }
    }
  }

  boolean allows(String tool) {
    return allows(allow, deny, tool);
  }

  private static boolean allows(Optional<Set<String>> allow, Set<String> deny, String tool) {
    return allow.map(names -> names.contains(tool)).orElse(true) && !deny.contains(tool);
  }

  OneTool of(String tool) {
    return tools.getOrDefault(tool, PLAIN);
  }
}
