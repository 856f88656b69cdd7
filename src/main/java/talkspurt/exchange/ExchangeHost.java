package talkspurt.exchange;

/**
 * Where an Asterisk's manager interface is, and who logs in.
 *
 * @param name by which it is known in logs and metrics
 * @param address host name or IP address
 * @param port TCP, 1 to 65535
 * @param user of {@code manager.conf}
 * @param secret of that user
 * @param tls whether the connection is encrypted, and the host's certificate checked
 */
public record ExchangeHost(
    String name, String address, int port, String user, String secret, boolean tls) {

  private static final int MAX_PORT = 65_535;

  public ExchangeHost {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("name is '" + name
          + "'; allowed: 1 to 32 small letters, digits and -, a letter or a digit first");
    }
    if (address.isBlank() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("address is '" + address + ":" + port
          + "'; allowed: a host name or IP address, : and a port");
    }
    needed("user", user);
    if (secret.isEmpty() || hasControlCharacter(secret)) {
      throw new IllegalArgumentException("secret is empty or has control characters");
    }
  }

  private static void needed(String key, String value) {
    if (value.isBlank() || hasControlCharacter(value)) {
      throw new IllegalArgumentException(
          key + " is '" + value + "'; allowed: a user of manager.conf");
    }
  }

  private static boolean hasControlCharacter(String value) {
    return value.chars().anyMatch(Character::isISOControl);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ExchangeHost[" + name + ", " + address + ":" + port + ", user=" + user + ", tls=" + tls
        + "]";
  }
}
