/**
 * A student in a class: all that a client must do, and nothing more.
 *
 *     java -cp … ClientKt http://192.168.0.12:8000 482913 Kim
 *
 * Then type `done`, `help`, `help I cannot see the button` or `cancel`.
 * Needs OkHttp (tested with 3.13; nothing is used that 4 and 5 have changed) and Gson.
 */
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.io.IOException
import java.net.URLEncoder
import java.util.ArrayDeque
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.system.exitProcess
import okhttp3.FormBody
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.Response
import okhttp3.WebSocket
import okhttp3.WebSocketListener

const val HEARTBEAT_S = 30L
const val FIRST_WAIT_MS = 500L
const val LONGEST_WAIT_MS = 8_000L
val REPLIES = setOf("step_complete_confirmed", "request_help_confirmed", "cancel_help_confirmed")
val FOR_GOOD = mapOf(
    1000 to "the class is over",
    1008 to "the server will not have us",
    4001 to "you came in somewhere else",
    4003 to "the instructor removed you"
)

class Asked(val type: String, val data: JsonObject)

/** Everything happens on one thread, `turns`; OkHttp's threads only hand over what they have. */
class Student(private val address: String, private val code: String, private val name: String) {
    // Without pings a line that died would never be missed.
    private val http = OkHttpClient.Builder().pingInterval(10, TimeUnit.SECONDS).build()
    private val turns = Executors.newSingleThreadScheduledExecutor()
    private var cookie = ""
    private var line: WebSocket? = null // the present one; what an older one says is passed over
    private var socket: WebSocket? = null // the same, once the join is confirmed
    private var step: JsonObject? = null
    private var totalSteps = 0
    private var waitMs = FIRST_WAIT_MS
    // What is to be sent, also while the line is down. One request is under way at a time:
    // replies keep the order of requests, so the next reply is the first one's.
    private val requests = ArrayDeque<Asked>()
    private var underWay = false

    fun start() = turns.execute(this::connect)

    /** Signs in, and opens the socket; who brings the cookie again gets the same one. */
    private fun connect() {
        val path = "/api/sessions/${encoded(code)}/join?name=${encoded(name)}"
        val request = Request.Builder().url(address + path).header("Cookie", cookie)
            .post(FormBody.Builder().build()).build()
        try {
            http.newCall(request).execute().use { answer ->
                if (answer.isSuccessful) {
                    val given = answer.header("Set-Cookie")!!.substringBefore(";")
                    // Somebody new: what the old one asked is void.
                    if (cookie != "" && given != cookie) requests.clear()
                    cookie = given
                    open()
                    return
                }
                val error = parsed(answer.peekBody(100_000).string()).getAsJsonObject("error")
                // 429 and 503 alone name a time: all others are final.
                val retryAfterS = answer.header("Retry-After")
                if (retryAfterS == null) end("not let in: ${error.text("code")}: ${error.text("message")}")
                connectAgain(retryAfterS.toLong() * 1000)
            }
        } catch (_: IOException) {
            connectAgain() // no network
        }
    }

    private fun connectAgain(hintMs: Long = 0) {
        println("connecting again")
        line = null
        socket = null
        underWay = false
        // Spread, so that a class does not return all at once.
        val pauseMs = hintMs + (waitMs * (0.5 + Math.random())).toLong()
        turns.schedule(this::connect, pauseMs, TimeUnit.MILLISECONDS)
        waitMs = minOf(waitMs * 2, LONGEST_WAIT_MS)
    }

    /** Opens one connection; whatever becomes of it comes back as a turn. */
    private fun open() {
        val request = Request.Builder().url("$address/ws/sessions/${encoded(code)}/")
            .header("Cookie", cookie).build()
        line = http.newWebSocket(request, object : WebSocketListener() {
            override fun onMessage(webSocket: WebSocket, text: String) =
                turn(webSocket) { hear(webSocket, parsed(text)) }

            override fun onClosing(webSocket: WebSocket, code: Int, reason: String) {
                webSocket.close(1000, null)
                turn(webSocket) {
                    FOR_GOOD[code]?.let(::end)
                    connectAgain()
                }
            }

            // No network, or the door has just closed: signing in again will tell.
            override fun onFailure(webSocket: WebSocket, t: Throwable, response: Response?) =
                turn(webSocket) { connectAgain() }
        })
        send(line!!, "join", JsonObject().apply { addProperty("presence", false) })
    }

    private fun turn(from: WebSocket, act: () -> Unit) = turns.execute { if (from === line) act() }

    /** Takes in a message; types and fields that are not known are passed over. */
    private fun hear(line: WebSocket, message: JsonObject) {
        when (val type = message.text("type")) {
            "join_confirmed" -> { // the state as it is: what was known before does not count
                socket = line
                waitMs = FIRST_WAIT_MS
                totalSteps = message["total_steps"].asInt
                println("joined as ${message.text("user_name")}, ${message.text("status")}")
                show(message["subtask"].takeIf { it.isJsonObject }?.asJsonObject)
            }
            "step_changed" -> show(message.getAsJsonObject("subtask"))
            "session_status_changed" -> println(message.text("status"))
            "instructor_message" ->
                println("${message.text("user_name")}: ${message.text("message")}")
            "help_response" ->
                println("help: ${message.text("status")} ${message.text("message")}".trimEnd())
            "help_position" -> println("help: place ${message["position"].asInt}")
            in REPLIES -> answered("$type ${message.text("subtask_id")}".trimEnd())
            "error" -> refused(message)
        }
        sendNext()
    }

    private fun refused(error: JsonObject) {
        if (error.text("code") in setOf("storage_failed", "rate_limited")) { // nothing changed
            turns.schedule({ underWay = false; sendNext() }, 1, TimeUnit.SECONDS)
        } else if (requests.isNotEmpty() && error.text("ref") == requests.first.type) {
            answered("error ${error.text("code")}: ${error.text("error")}")
        }
    }

    private fun show(subtask: JsonObject?) {
        step = subtask
        if (subtask != null) {
            println("step ${subtask["order_index"].asInt} of $totalSteps: ${subtask.text("title")}")
        }
    }

    /** Sends something now, or as soon as the line is back. */
    private fun ask(type: String, vararg data: Pair<String, Any>) {
        val fields = JsonObject()
        for ((key, value) in data) {
            if (value is Number) fields.addProperty(key, value) else fields.addProperty(key, "$value")
        }
        requests.add(Asked(type, fields))
        sendNext()
    }

    private fun sendNext() {
        val line = socket
        if (line != null && requests.isNotEmpty() && !underWay) {
            underWay = true
            send(line, requests.first.type, requests.first.data)
        }
    }

    private fun answered(words: String) {
        println(words)
        requests.removeFirst()
        underWay = false
    }

    private fun send(line: WebSocket, type: String, data: JsonObject) {
        val message = JsonObject()
        message.addProperty("type", type)
        message.add("data", data)
        line.send(message.toString())
    }

    fun beat() {
        val heartbeat = JsonObject().apply { addProperty("timestamp", System.currentTimeMillis()) }
        val beat = Runnable { socket?.let { send(it, "heartbeat", heartbeat) } }
        turns.scheduleAtFixedRate(beat, HEARTBEAT_S, HEARTBEAT_S, TimeUnit.SECONDS)
    }

    fun typeIn(typed: String) = turns.execute {
        val command = typed.trim().substringBefore(" ")
        val words = typed.trim().substringAfter(" ", "")
        val id = step?.get("id")?.asInt
        when {
            command == "done" && id != null -> ask("step_complete", "subtask_id" to id)
            command == "help" && words == "" -> ask("request_help")
            command == "help" -> ask("request_help", "message" to words)
            command == "cancel" -> ask("cancel_help")
        }
    }

    private fun end(words: String): Nothing {
        println(words)
        exitProcess(0)
    }
}

fun encoded(text: String): String = URLEncoder.encode(text, "UTF-8")

fun parsed(json: String): JsonObject = JsonParser.parseString(json).asJsonObject

/** Returns a field as text, and nothing for null or a field that is not there. */
fun JsonObject.text(name: String): String = this[name]?.takeIf { !it.isJsonNull }?.asString ?: ""

fun main(args: Array<String>) {
    val student = Student(args[0], args[1], args[2])
    student.start()
    student.beat()
    generateSequence(::readLine).forEach(student::typeIn)
    exitProcess(0)
}
