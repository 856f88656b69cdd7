package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SceneTest {
  @Test
  void aWordIsUnderstoodOnceItIsOverAndGivenOutOnce() {
    Scene scene = Scene.told();
    scene.says("what are your hours", 0);
    assertEquals("what are your hours", scene.partial());
    assertEquals("what are your hours", scene.settle());
    assertEquals("", scene.settle());
    scene.says("to be said much later", Long.MAX_VALUE / 100);
    assertEquals("", scene.partial());
  }

  @Test
  void manyCallersMaySayTheSame() {
    Scene scene = Scene.always("hello");
    assertEquals("hello", scene.settle());
    assertEquals("hello", scene.settle());
  }
}
