import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * The students' Android app without its screen: OkHttp and Gson, REST before the socket, no
 * cookies, and of each message nothing but `type` and `data`.
 *
 * <p>What happens is one JSON line each on stdout; what the student does is one line each on stdin.
 */
public final class AndroidApp extends WebSocketListener {
  static final MediaType JSON = MediaType.parse("application/json; charset=UTF-8");
  static final long RECONNECT_MS = 200;

  static final class SessionMessage {
    String type;
    Map<String, Object> data;
  }

  static final class Subtask {
    int id;
    Integer task;
    String title;
    Integer order;
    Integer order_index;
    String guide_text;
  }

  static final class Owner {
    int id;
  }

  static final class Session {
    int id;
    Owner lecture;
    Owner instructor;
    String title;
    String session_code;
    String status;
    Subtask current_subtask;
    Subtask currentSubtaskDetail;
    List<Subtask> subtasks;
    Integer total_steps;
    String started_at;
  }

  static final class Joined {
    String message;
    Session session;
    int participant_id;
    String my_status;
    String joined_at;
  }

  static final class Reported {
    boolean success;
    String message;
    List<Integer> completed_subtasks;
    Subtask next_subtask;
  }

  static final class Uploaded {
    int id;
    int session;
    Integer participant;
    String device_id;
    String participant_name;
    String image_url;
    String captured_at;
    String created_at;
  }

  static final class Logged {
    Integer log_id;
    String status;
    String message;
  }

  final Gson gson = new Gson();
  final OkHttpClient http =
      new OkHttpClient.Builder()
          .connectTimeout(30, TimeUnit.SECONDS)
          .readTimeout(30, TimeUnit.SECONDS)
          .build();
  final String restUrl;
  final String socketUrl;
  final String deviceId;
  Session session;
  int currentStep = 1;
  volatile WebSocket socket;
  volatile boolean stopping;

  AndroidApp(String restUrl, String socketUrl, String deviceId) {
    this.restUrl = restUrl;
    this.socketUrl = socketUrl;
    this.deviceId = deviceId;
  }

  public static void main(String[] arguments) throws Exception {
    AndroidApp app = new AndroidApp(arguments[0], arguments[1], arguments[2]);
    if (!app.join(arguments[3], arguments[4])) {
      return;
    }
    app.connect();
    BufferedReader student =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = student.readLine(); line != null; line = student.readLine()) {
      app.act(line.split(" ", 2));
    }
    app.stopping = true;
    app.socket.close(1000, null);
    app.http.dispatcher().executorService().shutdown();
    app.http.connectionPool().evictAll();
  }

  void act(String[] words) throws IOException {
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "done":
        completeCurrentStep();
        break;
      case "heartbeat":
        send("heartbeat", Map.of("timestamp", System.currentTimeMillis()));
        break;
      case "help":
        send("request_help", Map.of("subtask_id", Integer.valueOf(rest), "device_id", deviceId));
        break;
      case "report":
        Map<String, Object> report = fields();
        report.put("subtask_id", Integer.valueOf(rest));
        report.put("is_completed", true);
        report.put("completed_at", "2026-01-01T00:00:00.000Z");
        post("sessions/" + session.id + "/report-completion/", report, Reported.class, "reported");
        break;
      case "upload":
        Map<String, Object> upload = fields();
        upload.put("image_data", rest);
        upload.put("captured_at", System.currentTimeMillis());
        post("sessions/" + session.id + "/screenshots/upload/", upload, Uploaded.class, "uploaded");
        break;
      case "log":
        Map<String, Object> log = fields();
        log.put("session", session.id);
        log.put("event_type", rest);
        log.put("event_data", Map.of("package_name", "com.android.settings"));
        log.put("is_sensitive_data", false);
        post("logs/activity/anonymous/", log, Logged.class, "logged");
        break;
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  // REST ----------------------------------------------------------------------------------------

  boolean join(String code, String name) throws IOException {
    Map<String, Object> fields = fields();
    fields.put("session_code", code);
    fields.put("name", name);
    Joined joined = post("sessions/join/", fields, Joined.class, "joined");
    if (joined == null) {
      return false;
    }
    session = joined.session;
    Subtask first =
        session.currentSubtaskDetail != null
            ? session.currentSubtaskDetail
            : session.current_subtask;
    if (first != null && first.order != null) {
      currentStep = first.order;
    }
    if (first != null && first.order_index != null) {
      currentStep = first.order_index;
    }
    return true;
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("device_id", deviceId);
    return fields;
  }

  <T> T post(String path, Map<String, Object> fields, Class<T> kind, String event)
      throws IOException {
    RequestBody body = RequestBody.create(JSON, gson.toJson(fields));
    Request request = new Request.Builder().url(restUrl + path).post(body).build();
    try (Response response = http.newCall(request).execute()) {
      String text = response.body().string();
      if (!response.isSuccessful()) {
        tell("failed", Map.of("status", response.code(), "body", text));
        return null;
      }
      T answer = gson.fromJson(text, kind);
      tell(event, answer);
      return answer;
    }
  }

  // The socket ----------------------------------------------------------------------------------

  void connect() {
    // The app's join is sent here, before the socket is open, and its library drops it.
    socket = http.newWebSocket(new Request.Builder().url(socketUrl).build(), this);
  }

  void completeCurrentStep() {
    int current = currentStep;
    if (current < session.total_steps) {
      currentStep = current + 1;
      send("step_complete", Map.of("subtask_id", current, "device_id", deviceId));
    }
  }

  void send(String type, Map<String, Object> data) {
    socket.send(gson.toJson(Map.of("type", type, "data", data)));
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    tell("opened", Map.of("status", response.code()));
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    SessionMessage message = gson.fromJson(text, SessionMessage.class);
    if ("step_changed".equals(message.type)) {
      Number order = (Number) message.data.get("order");
      if (order != null) {
        currentStep = order.intValue();
      }
    }
    tell("message", message);
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    webSocket.close(code, null);
  }

  @Override
  public void onClosed(WebSocket webSocket, int code, String reason) {
    tell("closed", Map.of("code", code));
    reconnect();
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable problem, Response response) {
    tell("lost", Map.of("status", response == null ? 0 : response.code()));
    reconnect();
  }

  void reconnect() {
    if (stopping) {
      return;
    }
    try {
      Thread.sleep(RECONNECT_MS);
    } catch (InterruptedException interrupted) {
      return;
    }
    connect();
  }

  synchronized void tell(String event, Object what) {
    Map<String, Object> line = new HashMap<>();
    line.put("event", event);
    line.put("what", what);
    byte[] bytes = (gson.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
