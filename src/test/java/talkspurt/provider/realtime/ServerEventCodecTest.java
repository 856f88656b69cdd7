package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.provider.realtime.ServerEvent.Status;

class ServerEventCodecTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'type':'session.created','session':{}} | SessionCreated[]",
        "{'type':'session.updated','session':{}} | SessionUpdated[]",
        "{'type':'input_audio_buffer.speech_started','item_id':'i1'} | SpeechStarted[item=i1]",
        "{'type':'input_audio_buffer.committed','item_id':'i1'} | Committed[item=i1]",
        "{'type':'conversation.item.input_audio_transcription.completed','item_id':'i1','transcript':' Yes '}"
            + " | CallerWords[item=i1, words=Yes, usage=TranscriptionUsage[soundMs=OptionalLong.empty, tokens=Usage[amounts={}]]]",
        "{'type':'conversation.item.input_audio_transcription.failed','item_id':'i1','error':{}}"
            + " | CallerWords[item=i1, words=, usage=TranscriptionUsage[soundMs=OptionalLong.empty, tokens=Usage[amounts={}]]]",
        "{'type':'response.created','response':{'id':'r1'}} | ResponseCreated[response=r1]",
        "{'type':'response.output_audio_transcript.delta','response_id':'r1','item_id':'i1','delta':'He'}"
            + " | Words[response=r1, item=i1, more=He]",
        "{'type':'response.audio_transcript.delta','response_id':'r1','item_id':'i1','delta':'He'}"
            + " | Words[response=r1, item=i1, more=He]",
        "{'type':'response.output_item.done','response_id':'r1','item':{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}}"
            + " | ToolTold[response=r1, part=ToolPart[item=, call=c, name=f, arguments={}, told=WHOLE]]",
        "{'type':'response.output_item.done','item':{'type':'function_call','id':'i','status':'incomplete','name':'f','arguments':'{'}}"
            + " | ToolTold[response=, part=ToolPart[item=i, call=, name=f, arguments={, told=CUT]]",
        "{'type':'response.output_item.added','response_id':'r1','item':{'type':'function_call','id':'i','status':'in_progress','call_id':'c','name':'f','arguments':''}}"
            + " | ToolTold[response=r1, part=ToolPart[item=i, call=c, name=f, arguments=, told=BEGUN]]",
        "{'type':'response.output_item.added','item':{'type':'message'}} | Other[type=response.output_item.added]",
        "{'type':'response.function_call_arguments.delta','response_id':'r1','item_id':'i','call_id':'c','delta':'{'}"
            + " | ToolTold[response=r1, part=ToolPart[item=i, call=c, name=, arguments={, told=MORE]]",
        "{'type':'response.function_call_arguments.done','response_id':'r1','item_id':'i','call_id':'c','name':'f','arguments':{'x':1}}"
            + " | ToolTold[response=r1, part=ToolPart[item=i, call=c, name=f, arguments={'x':1}, told=ARGUMENTS]]",
        "{'type':'response.function_call_arguments.done','response_id':'r1','item_id':'i','arguments':null}"
            + " | ToolTold[response=r1, part=ToolPart[item=i, call=, name=, arguments=, told=ARGUMENTS]]",
        "{'type':'response.function_call_arguments.done','arguments':'{}'} | Unreadable[why=no_tool]",
        "{'type':'response.output_item.done','response_id':'r1','item':{'type':'message'}}"
            + " | Other[type=response.output_item.done]",
        "{'type':'rate_limits.updated','rate_limits':[{'name':'requests','remaining':0,'reset_seconds':1.5},{'name':'tokens','remaining':3,'reset_seconds':9}]}"
            + " | RateLimit[exhaustedForMs=1500]",
        "{'type':'rate_limits.updated'} | RateLimit[exhaustedForMs=0]",
        "{'type':'error','error':{'type':'invalid_request_error','code':'x_1','message':'said','event_id':'e1'}}"
            + " | Fault[code=x_1, cause=e1]",
        "{'type':'error','error':{'type':'server_error','code':null}} | Fault[code=server_error, cause=]",
        "{'type':'error','error':{'code':'what the caller said'}} | Fault[code=, cause=]",
        "{'type':'error','error':{'type':'x_error','code':'what the caller said'}} | Fault[code=x_error, cause=]",
        "{'type':'error','error':{'code':429}} | Fault[code=rate_limit_exceeded, cause=]",
        "{'type':'error','error':{'type':'rate_limit_error','event_id':null}} | Fault[code=rate_limit_exceeded, cause=]",
        "{'type':'error','error':{'code':401.5}} | Fault[code=, cause=]",
        "{'type':'error','error':'session_expired','event_id':'e9'} | Fault[code=session_expired, cause=]",
        "{'type':'error','code':'session_expired','message':'said'} | Fault[code=session_expired, cause=]",
        "{'type':'error','error':null} | Fault[code=, cause=]",
        "{'type':'error'} | Fault[code=, cause=]",
        "{'error':{'code':401,'message':'said'}} | Fault[code=authentication_error, cause=]",
        "{'error':'said'} | Unreadable[why=no_event]",
        "{'type':'response.created','response':{}} | ResponseCreated[response=]",
        "{'type':'response.created','response':null,'response_id':'r1'} | ResponseCreated[response=r1]",
        "{'type':'response.audio_transcript.done','response_id':'r1','item_id':'i1','transcript':'Hello'}"
            + " | AllWords[response=r1, item=i1, words=Hello]",
        "{'type':'response.output_audio_transcript.done','item_id':'i1','transcript':null}"
            + " | AllWords[response=, item=i1, words=]",
        "{'type':'response.output_audio.delta','item_id':'i1','delta':''} | Other[type=response.output_audio.delta]",
        "{'type':'response.output_audio.delta','item_id':'i1','delta':null} | Unreadable[why=no_sound]",
        "{'type':'response.done','response_id':'r1'} | ResponseDone[response=r1, status=COMPLETED, code=, tools=[], usage=Usage[amounts={}]]",
        "{'type':'response.output_audio.done'} | Other[type=response.output_audio.done]",
        "{'type':'response.output_audio.delta','item_id':'i1','delta':'!'} | Unreadable[why=no_sound]",
        "{'type':'response.output_audio.delta','item_id':'i1'} | Unreadable[why=no_sound]",
        "{'type':'response.output_audio.delta','delta':'AAAA'} | Unreadable[why=no_id]",
        "{'type':'response.done'} | Unreadable[why=no_id]",
        "{'type':'response.output_item.done','item':{'type':'function_call'}} | Unreadable[why=no_tool]",
        "{'type':7} | Unreadable[why=no_event]",
        "[] | Unreadable[why=no_event]",
        "] | Unreadable[why=no_json]",
      })
  void anEventIsReadAsWhatItIs(String text, String event) {
    assertThat(decode(text).toString()).isEqualTo(event.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"response.output_audio.delta", "response.audio.delta"})
  void soundIsReadByBothNames(String type) {
    ServerEvent event =
        decode("{'type':'" + type + "','response_id':'r1','item_id':'i1','delta':'AQID'}");
    assertThat(event).isInstanceOf(ServerEvent.Audio.class);
    assertThat(((ServerEvent.Audio) event).sound()).containsExactly(1, 2, 3);
    for (String written :
        List.of("-_-_AQ", "-_-_AQ==", "+/+/\\r\\nAQ==\\n", "data:audio/pcm;base64,+/+/AQ")) {
      event = decode("{'type':'" + type + "','item_id':'i1','delta':'" + written + "'}");
      assertThat(((ServerEvent.Audio) event).sound()).containsExactly(-5, -1, -65, 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'status':'completed' | COMPLETED | ",
        "'status':'new one' | COMPLETED | ",
        "'status':'cancelled','status_details':{'reason':'turn_detected'} | CANCELLED | turn_detected",
        "'status':'Canceled','status_details':{'type':'cancelled','reason':'client_cancelled'} | CANCELLED | client_cancelled",
        "'status':'cancelled','status_details':null | CANCELLED | ",
        "'status':'incomplete','status_details':'content_filter' | INCOMPLETE | content_filter",
        "'status':'failed' | FAILED | ",
        "'status':'failed','status_details':{'type':'failed','error':{'type':'server_error','code':null}} | FAILED | server_error",
        "'status':'failed','status_details':{'error':'overloaded'} | FAILED | overloaded",
        "'status':'failed','status_details':{'error':{'code':503}} | FAILED | server_error",
        "'status':'failed','status_details':[] | FAILED | ",
        "'status':'error','error':{'code':'bad_voice'} | FAILED | bad_voice",
        "'status':'completed','status_details':{'reason':'stop'} | COMPLETED | ",
        "'status':7 | COMPLETED | ",
        "'status':'incomplete','status_details':{'reason':'max_output_tokens'} | INCOMPLETE | max_output_tokens",
        "'status':'failed','status_details':{'error':{'code':'rate_limit_exceeded'}} | FAILED | rate_limit_exceeded",
      })
  void theEndOfAResponseTellsHow(String fields, Status status, String code) {
    assertThat(decode("{'type':'response.done','response':{'id':'r1'," + fields + "}}"))
        .isEqualTo(new ServerEvent.ResponseDone("r1", status, code == null ? "" : code));
  }

  @Test
  void argumentsThatComeWholeAreRepaired() {
    for (String type : List.of("function_call_arguments.done", "function_call_arguments.delta")) {
      ServerEvent told = ServerEventCodec.decode("{\"type\":\"response." + type
          + "\",\"item_id\":\"i\",\"arguments\":\"a\\ud83d\",\"delta\":\"a\\ud83d\"}");
      assertThat(((ServerEvent.ToolTold) told).part().arguments())
          .isEqualTo(type.endsWith("done") ? "a\ufffd" : "a\ud83d");
    }
  }

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any =
        "{'type':'response.output_item.done','response_id':?,'item':{'type':'function_call','id':?,'call_id':?,'name':?,'arguments':?},?:?}";
    OutsideTexts.through(
        36, 20_000, texts -> WellFormed.assertAll(ServerEventCodec.decode(texts.json(any))));
  }

  @Test
  void theEndOfAResponseTellsItsTools() {
    String call = "{'type':'function_call','id':'i','call_id':'c','name':'f','arguments':'{}'}";
    String rest = "{'type':'message','id':'m'},{'type':'function_call'},null,7";
    assertThat(
            decode("{'type':'response.done','response':{'id':'r1','status':'completed','output':["
                + call + "," + rest + "]}}"))
        .isEqualTo(new ServerEvent.ResponseDone(
            "r1",
            Status.COMPLETED,
            "",
            List.of(new ToolPart("i", "c", "f", "{}", ToolPart.Told.WHOLE))));
    assertThat(decode("{'type':'response.done','response':{'status':'completed','output':null}}"))
        .isEqualTo(new ServerEvent.ResponseDone("", Status.COMPLETED, ""));
  }

  @Test
  void nothingThrows() {
    Random random = new Random(7);
    String sample = "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r\","
        + "\"item_id\":\"i\",\"delta\":\"AQID\",\"item\":{\"type\":\"function_call\"},"
        + "\"rate_limits\":[{\"remaining\":0,\"reset_seconds\":1e999}],\"error\":[]}";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(sample);
      for (int change = 0; change < 3; change++) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, (char) (random.nextInt(95) + 32));
        } else {
          text.delete(at, Math.min(text.length(), at + random.nextInt(5)));
        }
      }
      assertThat(ServerEventCodec.decode(text.toString())).isNotNull();
    }
  }

  private static ServerEvent decode(String text) {
    return ServerEventCodec.decode(text.replace('\'', '"'));
  }
}
