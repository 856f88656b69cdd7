package talkspurt.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import talkspurt.call.PhoneNumber;

/** Makes of a number what stands for it where the number itself must not be kept: HMAC-SHA256 under a key of this database. */
final class SubjectKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int MARK_DIGITS = 16;
  private static final String READ = "SELECT hash_key FROM audit_key";
  private static final String WRITE =
      "INSERT INTO audit_key (hash_key) SELECT CAST(? AS VARCHAR(64))"
          + " WHERE NOT EXISTS (SELECT 1 FROM audit_key)";

  private final byte[] key;

  private SubjectKey(byte[] key) {
    this.key = key;
  }

  /** That of this database, which is made by whoever needs it first. */
  static SubjectKey of(Connection connection) throws SQLException {
    Optional<String> known = read(connection);
    if (known.isEmpty()) {
      byte[] made = new byte[BYTES];
      new SecureRandom().nextBytes(made);
      try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
        statement.setString(1, HexFormat.of().formatHex(made));
        statement.executeUpdate();
      }
      connection.commit();
      CommittedWrites.await(connection);
      known = read(connection);
    }
    return new SubjectKey(HexFormat.of().parseHex(known.orElseThrow()));
  }

  private static Optional<String> read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /** 64 hexadecimal digits, the same for the same number however it is written. */
  String hash(Subject subject) {
    return hash(subject.known());
  }

  /** The same for a number in whichever place of a call. */
  String hash(PhoneNumber number) {
    return hash(new Subject(number, Subject.Side.EITHER));
  }

  /** What tells this key from others, and nothing about it: 16 hexadecimal digits. */
  String mark() {
    return hash("key of numbers").substring(0, MARK_DIGITS);
  }

  /** The same for a text. */
  String hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
