/** The metrics that a threshold of the web lane may judge: k6's own, and those of surgeline's scripts. */
export const WEB_METRIC_NAMES = [
  "http_reqs",
  "http_req_blocked",
  "http_req_connecting",
  "http_req_tls_handshaking",
  "http_req_sending",
  "http_req_waiting",
  "http_req_receiving",
  "http_req_duration",
  "http_req_failed",
  "ws_connecting",
  "ws_msgs_sent",
  "ws_msgs_received",
  "ws_session_duration",
  "ws_sessions",
  "data_sent",
  "data_received",
  "messages_sent",
  "messages_accepted",
  "messages_refused",
  "messages_unanswered",
  "message_lateness",
  "logins_registered",
  "logins_refused",
  "logins_unanswered",
  "logins_unconnected",
  "login_lateness",
  "time_to_register",
  "registrations_held",
  "registrations_refreshed",
  "registrations_lost",
  "wallboard_looks",
  "wallboard_blind",
] as const;

/** What a figure of a metric of the web lane counts; k6's times are milliseconds of wall time. */
export const webMetricUnit = (name: string): "milliseconds" | "share" | "count" => {
  if (name === "http_req_failed") return "share";
  const isTime = /^http_req_|^ws_(connecting|session_duration)$|_lateness$|^time_to_register$/.test(name);
  return isTime ? "milliseconds" : "count";
};
