/** What several transcribers share. */
package talkspurt.provider.stt;
