/** Vectors of texts by a model that runs in this process: an optional module ({@code mvn -Pknowledge}). */
package talkspurt.provider.onnx;
