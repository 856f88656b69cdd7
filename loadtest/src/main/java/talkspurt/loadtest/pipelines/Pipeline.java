package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import talkspurt.loadtest.standin.Bill;
import talkspurt.loadtest.standin.Scene;

/** A pipeline that is called: its stand-ins, its profile, the call, and what is particular to judge of it. */
interface Pipeline extends AutoCloseable {

  /** Of its profile, too. */
  String name();

  /** Its profile, as settings of the engine. */
  String settings();

  /** Where the caller's words are told. */
  Scene scene();

  /** The caller's part, to its end. */
  void talk(ScriptedCall call, Path say) throws IOException, InterruptedException;

  /** How everything sounds that the bot may have said. */
  List<Reference> references(Engine engine) throws IOException, InterruptedException;

  /** What only it is judged by. */
  void judge(Judge judge, Checks checks);

  /** What its stand-ins have served. */
  Bill bill();

  /** What they take for it, as the engine's settings say. */
  Map<String, Double> prices();

  /** Where the caller is transferred at the end. */
  String destination();

  @Override
  void close() throws IOException;
}
