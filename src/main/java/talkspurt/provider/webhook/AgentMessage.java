package talkspurt.provider.webhook;

/** What the user's agent answers, piece by piece. */
sealed interface AgentMessage {

  /** Something to say, whole. */
  record Say(String words) implements AgentMessage {}

  /** More of something to say, as a model writes it. */
  record Text(String more) implements AgentMessage {}

  /** A tool to use. */
  record Use(String name, String arguments) implements AgentMessage {}

  /** The agent has failed; {@code code} is its own word for it. */
  record Trouble(String code) implements AgentMessage {}

  /** Nothing more will come. */
  record Done() implements AgentMessage {}

  /** Nothing that can be understood. */
  record Unreadable(String why) implements AgentMessage {}
}
