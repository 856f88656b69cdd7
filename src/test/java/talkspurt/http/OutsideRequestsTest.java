package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallPlan;
import talkspurt.call.Destination;
import talkspurt.call.SpokenText;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.http.ServedApi.Answer;

/** Texts of strangers in every place of every request: taken or refused by name, and the call goes on. */
class OutsideRequestsTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String CALL = "/api/calls/" + ID;
  private static final String JSON = "application/json";
  private static final int VARIABLES = 32;
  private static final int TEXTS_IN_A_VARIABLE = 12;
  private static final int TEXTS_IN_A_PARAMETER = 3;
  private static final int TEXTS_IN_A_TARGET = 40;
  private static final int PAIRS_IN_A_BODY = 50;
  private static final String START = "/api/call-start?uuid=" + ID;

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.calls.reset();
  }

  private static void assertTakenOrRefused(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isIn(200, 201, 202, 204, 400, 404, 409, 413, 415);
    WellFormed.assertAll(answer.body());
    if (!answer.body().isEmpty()) {
      WellFormed.assertAll(texts(Expect.tree(answer.body())));
    }
  }

  private static List<String> texts(JsonNode tree) {
    List<String> texts = new ArrayList<>();
    tree.properties().forEach(field -> {
      texts.add(field.getKey());
      texts.addAll(texts(field.getValue()));
    });
    if (tree.isTextual()) {
      texts.add(tree.textValue());
    }
    tree.forEach(child -> {
      if (tree.isArray()) {
        texts.addAll(texts(child));
      }
    });
    return texts;
  }

  private static String jsonText(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(each -> json.append(String.format("\\u%04x", each)));
    return json.append('"').toString();
  }

  @Test
  void whatAProgramPostsIsKeptAndShown() {
    OutsideTexts.through(51, 150, texts -> {
      api.calls.reset();
      StringBuilder variables = new StringBuilder();
      for (int n = 0; n < VARIABLES; n++) {
        variables
            .append(n == 0 ? "" : ",")
            .append("\"v" + n + "\":")
            .append(jsonText(texts.printable(TEXTS_IN_A_VARIABLE)));
      }
      String body = "{\"uuid\":\"" + ID + "\",\"callerId\":" + jsonText(texts.printable())
          + ",\"channel\":" + jsonText(texts.printable())
          + ",\"lext\":" + jsonText(texts.printable())
          + ",\"variables\":{" + variables + "}}";
      Answer answer = api.post("/api/calls", JSON, body);
      assertThat(answer.status()).as(answer.body()).isIn(200, 201);
      WellFormed.assertAll(api.calls.plan(ID));
      assertThat(api.calls.plan(ID).variables()).hasSize(VARIABLES);
      Answer shown = api.get(CALL);
      assertThat(shown.status()).isEqualTo(200);
      assertTakenOrRefused(shown);
      assertTakenOrRefused(api.get("/api/calls"));
    });
  }

  @Test
  void whatADialplanSendsIsKept() {
    OutsideTexts.through(52, 150, texts -> {
      api.calls.reset();
      StringBuilder query = new StringBuilder();
      for (int n = 0; n < VARIABLES; n++) {
        query.append("&var.v" + n + "=").append(encoded(texts.printable(TEXTS_IN_A_PARAMETER)));
      }
      query
          .append("&callerId=")
          .append(encoded(texts.printable()))
          .append("&" + encoded("x" + texts.printable()) + "=1");
      Answer answer = api.get(START + query);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertTakenOrRefused(answer);
      WellFormed.assertAll(api.calls.plan(ID));
    });
  }

  /** Half characters are sent as their three bytes, which is no UTF-8. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (Character.isSurrogate(each)) {
        encoded.append(String.format(
            "%%%02X%%%02X%%%02X", 0xE0 | each >> 12, 0x80 | each >> 6 & 0x3F, 0x80 | each & 0x3F));
      } else {
        encoded.append(URLEncoder.encode(String.valueOf(each), StandardCharsets.UTF_8));
      }
    }
    return encoded.toString();
  }

  @Test
  void anyBodyOfAnyRequestIsTakenOrRefused() {
    String pairs = "{" + "?:?,".repeat(PAIRS_IN_A_BODY - 1) + "?:?}";
    String[] bodies = {
      pairs,
      "{'variables':" + pairs + "}",
      "{'uuid':?,'variables':" + pairs + ",'reason':?}",
      "{?:?}",
      "{'uuid':?}",
      "{'variables':{?:?}}",
      "{'variables':{'a':?,'b':?}}",
      "{'instructions':?}",
      "{'voice':?,'tools':[?]}",
      "{'turnDetection':?}",
      "{'text':?}",
      "{'reason':?}",
      "{'profile':?,'language':?}",
      "?"
    };
    String[][] doors = {
      {"POST", "/api/calls"}, {"PATCH", CALL + "/session"}, {"POST", CALL + "/transfer-failed"}
    };
    OutsideTexts.through(53, 12, texts -> {
      talking();
      for (String body : bodies) {
        for (String[] door : doors) {
          Answer answer = api.send(door[0], door[1], texts.json(body), "Content-Type", JSON);
          assertTakenOrRefused(answer);
          assertTakenOrRefused(api.send(
              door[0],
              door[1],
              texts.json(body),
              "Content-Type",
              "application/x-www-form-urlencoded"));
        }
      }
      talking();
      assertThat(api.get(CALL + "/next").status()).isEqualTo(200);
    });
  }

  private static void talking() {
    api.calls.reset();
    api.calls.happened(
        ID,
        new CallRegistered(FakeCalls.NOW, CallPlan.unannounced("hotline")),
        new LineAttached(FakeCalls.NOW, "line-1"),
        new GreetingPlayed(FakeCalls.NOW, new SpokenText("Good day.")),
        new TransferRequested(FakeCalls.NOW, new Destination("operators,100,1")));
  }

  @Test
  void anyBytesOfATargetAreTakenOrRefused() {
    Map<String, String> places = Map.of(
        "/api/call-start?uuid=" + ID + "&callerId=",
        "",
        "/api/calls?cursor=",
        "&limit=2",
        "/api/calls?from=",
        "",
        "/api/calls?",
        "=1",
        CALL + "/next?",
        "",
        CALL + "/transferred?reason=",
        "",
        CALL + "/",
        "",
        "/api/calls/",
        "/next",
        "/",
        "");
    OutsideTexts.through(54, 40, texts -> {
      talking();
      int count = 1 + texts.cut(1) * (TEXTS_IN_A_TARGET - 1);
      places.forEach((before, after) -> {
        StringBuilder any = new StringBuilder();
        for (int n = 0; n < count; n++) {
          any.append(line(texts.next())).append(line(latin(texts.bytes())));
        }
        String target = before + any + "%" + after;
        String answer = api.raw("GET " + latin(target.getBytes(StandardCharsets.UTF_8))
            + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(answer).as(OutsideTexts.escaped(target)).matches("(?s)HTTP/1.1 [24].*");
        WellFormed.assertAll(answer);
      });
      assertThat(api.get(CALL).status()).isEqualTo(200);
    });
  }

  private static String line(String text) {
    return text.replace("\n", "").replace("\r", "");
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
