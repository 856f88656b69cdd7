package talkspurt.control;

/** What a node does about the tables when it starts. */
public enum SchemaUse {
  /** Makes those that are missing and upgrades those that are older. */
  MIGRATE,
  /** Changes nothing, and refuses to start when they are not as it needs them. */
  CHECK
}
