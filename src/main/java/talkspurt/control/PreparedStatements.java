package talkspurt.control;

/** Whether statements are prepared on the server and kept by its connections. */
public enum PreparedStatements {
  /** Unless a pooler (PgBouncer) is found between. */
  AUTO,
  /** Always; a pooler in transaction mode must keep track of them (PgBouncer 1.21 and later can). */
  ON,
  /** Never. */
  OFF
}
