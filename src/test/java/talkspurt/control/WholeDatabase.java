package talkspurt.control;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every byte of every row of every table, as a backup has them. */
final class WholeDatabase {

  private WholeDatabase() {}

  static byte[] bytes(Database database) {
    return database.transactNow(connection -> {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (String table : tables(connection)) {
        write(connection, table, all);
      }
      return all.toByteArray();
    });
  }

  private static List<String> tables(Connection connection) throws SQLException {
    boolean h2 = SqlDialect.of(connection) == SqlDialect.H2;
    try (ResultSet row = connection
        .getMetaData()
        .getTables(
            null, h2 ? "PUBLIC" : "public", "%", new String[] {h2 ? "BASE TABLE" : "TABLE"})) {
      List<String> tables = new ArrayList<>();
      while (row.next()) {
        tables.add(row.getString("TABLE_NAME"));
      }
      return tables;
    }
  }

  private static void write(Connection connection, String table, ByteArrayOutputStream all)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      ResultSetMetaData columns = row.getMetaData();
      while (row.next()) {
        all.writeBytes(("\n" + table).getBytes(StandardCharsets.UTF_8));
        for (int at = 1; at <= columns.getColumnCount(); at++) {
          all.write('|');
          all.writeBytes(value(row, columns, at));
        }
      }
    }
  }

  private static byte[] value(ResultSet row, ResultSetMetaData columns, int at)
      throws SQLException {
    String type = columns.getColumnTypeName(at).toLowerCase(Locale.ROOT);
    if (type.contains("binary") || type.contains("blob") || type.contains("bytea")) {
      byte[] bytes = row.getBytes(at);
      return bytes == null ? new byte[0] : bytes;
    }
    return String.valueOf(row.getString(at)).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether text is among bytes, as it is in UTF-8, or in UTF-16 of either order. */
  static boolean has(byte[] all, String text) {
    return find(all, text.getBytes(StandardCharsets.UTF_8))
        || find(all, text.getBytes(StandardCharsets.UTF_16LE))
        || find(all, text.getBytes(StandardCharsets.UTF_16BE));
  }

  private static boolean find(byte[] all, byte[] sought) {
    for (int from = 0; from + sought.length <= all.length; from++) {
      int same = 0;
      while (same < sought.length && all[from + same] == sought[same]) {
        same++;
      }
      if (same == sought.length) {
        return true;
      }
    }
    return false;
  }
}
