/** The doors for dialplans and operators: routes, what they read and answer, and problem documents. */
package talkspurt.http;
