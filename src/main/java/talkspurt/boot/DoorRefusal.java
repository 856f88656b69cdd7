package talkspurt.boot;

/** Why the door between nodes closed a connection. */
enum DoorRefusal {
  /** It does not begin as the connection of a node does, or its frame does not. */
  NOT_AKKA("not-akka"),
  /** A frame announces a length that no node sends. */
  FRAME_LENGTH("frame-length"),
  /** There were too many connections. */
  TOO_MANY("too-many"),
  /** No whole frame came in time. */
  HEADER_TIMEOUT("header-timeout");

  private final String label;

  DoorRefusal(String label) {
    this.label = label;
  }

  /** Its name in figures and in the log. */
  String label() {
    return label;
  }
}
