/// Twilio as its customers' servers see it: a character for tests, and the lab of `./chorus lab twilio`.
package chorus.fake.twilio;
