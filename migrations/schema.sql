-- Written by `make schema` from the migrations: change those.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)

CREATE TABLE lessons (
	id INTEGER NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	description TEXT, 
	language VARCHAR(16) NOT NULL, 
	content_sha256 VARCHAR(64) NOT NULL, 
	revision_of INTEGER, 
	created_at DATETIME NOT NULL, updated_at DATETIME, deleted_at DATETIME, is_unfinished BOOLEAN DEFAULT 0 NOT NULL, is_taken BOOLEAN DEFAULT 0 NOT NULL, desk_id INTEGER CONSTRAINT fk_lessons_desk_id_desks REFERENCES desks (id), 
	CONSTRAINT pk_lessons PRIMARY KEY (id), 
	CONSTRAINT fk_lessons_revision_of_lessons FOREIGN KEY(revision_of) REFERENCES lessons (id)
)

CREATE INDEX ix_lessons_content_sha256 ON lessons (content_sha256)

CREATE INDEX ix_lessons_revision_of ON lessons (revision_of)

CREATE TABLE pictures (
	sha256 VARCHAR(64) NOT NULL, 
	media_type VARCHAR(32) NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_pictures PRIMARY KEY (sha256)
)

CREATE TABLE users (
	id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	device_id VARCHAR(200), 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id)
)

CREATE TABLE subtasks (
	id INTEGER NOT NULL, 
	lesson_id INTEGER NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	order_index INTEGER NOT NULL, 
	target_action VARCHAR(16), 
	guide_text TEXT, 
	voice_guide_text TEXT, 
	description TEXT, 
	view_id TEXT, 
	text TEXT, 
	content_description TEXT, 
	target_package TEXT, 
	picture_sha256 VARCHAR(64), marks TEXT, question TEXT, 
	CONSTRAINT pk_subtasks PRIMARY KEY (id), 
	CONSTRAINT fk_subtasks_lesson_id_lessons FOREIGN KEY(lesson_id) REFERENCES lessons (id), 
	CONSTRAINT fk_subtasks_picture_sha256_pictures FOREIGN KEY(picture_sha256) REFERENCES pictures (sha256), 
	CONSTRAINT uq_subtasks_lesson_id_order_index UNIQUE (lesson_id, order_index)
)

CREATE INDEX ix_subtasks_lesson_id ON subtasks (lesson_id)

CREATE TABLE lecture_sessions (
	id INTEGER NOT NULL, 
	lesson_id INTEGER NOT NULL, 
	instructor_id INTEGER NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	session_code VARCHAR(12) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	current_subtask_id INTEGER, 
	guests_allowed BOOLEAN NOT NULL, 
	max_participants INTEGER NOT NULL, 
	locked BOOLEAN NOT NULL, 
	rehearsal BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	started_at DATETIME, 
	ended_at DATETIME, roster_id INTEGER, owner_epoch INTEGER DEFAULT 0 NOT NULL, desk_id INTEGER CONSTRAINT fk_lecture_sessions_desk_id_desks REFERENCES desks (id), 
	CONSTRAINT pk_lecture_sessions PRIMARY KEY (id), 
	CONSTRAINT fk_lecture_sessions_current_subtask_id_subtasks FOREIGN KEY(current_subtask_id) REFERENCES subtasks (id), 
	CONSTRAINT fk_lecture_sessions_instructor_id_users FOREIGN KEY(instructor_id) REFERENCES users (id), 
	CONSTRAINT fk_lecture_sessions_lesson_id_lessons FOREIGN KEY(lesson_id) REFERENCES lessons (id)
)

CREATE UNIQUE INDEX uq_lecture_sessions_open_code ON lecture_sessions (session_code) WHERE status != 'ENDED'

CREATE TABLE session_events (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	payload TEXT NOT NULL, 
	CONSTRAINT pk_session_events PRIMARY KEY (id), 
	CONSTRAINT fk_session_events_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id)
)

CREATE INDEX ix_session_events_session_id ON session_events (session_id)

CREATE TABLE session_participants (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	current_subtask_id INTEGER, 
	joined_at DATETIME, 
	last_active_at DATETIME NOT NULL, 
	completed_at DATETIME, 
	removed_at DATETIME, person_id INTEGER, 
	CONSTRAINT pk_session_participants PRIMARY KEY (id), 
	CONSTRAINT fk_session_participants_current_subtask_id_subtasks FOREIGN KEY(current_subtask_id) REFERENCES subtasks (id), 
	CONSTRAINT fk_session_participants_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id), 
	CONSTRAINT fk_session_participants_user_id_users FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT uq_session_participants_session_id_user_id UNIQUE (session_id, user_id)
)

CREATE INDEX ix_session_participants_session_id ON session_participants (session_id)

CREATE TABLE session_step_controls (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	subtask_id INTEGER, 
	instructor_id INTEGER NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	message TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_session_step_controls PRIMARY KEY (id), 
	CONSTRAINT fk_session_step_controls_instructor_id_users FOREIGN KEY(instructor_id) REFERENCES users (id), 
	CONSTRAINT fk_session_step_controls_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id), 
	CONSTRAINT fk_session_step_controls_subtask_id_subtasks FOREIGN KEY(subtask_id) REFERENCES subtasks (id)
)

CREATE INDEX ix_session_step_controls_session_id ON session_step_controls (session_id)

CREATE TABLE cookies (
	token_sha256 VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	session_id INTEGER, 
	participant_id INTEGER, 
	remote BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_cookies PRIMARY KEY (token_sha256), 
	CONSTRAINT fk_cookies_participant_id_session_participants FOREIGN KEY(participant_id) REFERENCES session_participants (id), 
	CONSTRAINT fk_cookies_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id), 
	CONSTRAINT fk_cookies_user_id_users FOREIGN KEY(user_id) REFERENCES users (id)
)

CREATE INDEX ix_cookies_participant_id ON cookies (participant_id)

CREATE TABLE help_requests (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	subtask_id INTEGER, 
	message TEXT, 
	screenshot_path TEXT, 
	status VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, 
	resolved_at DATETIME, helper_id INTEGER, 
	CONSTRAINT pk_help_requests PRIMARY KEY (id), 
	CONSTRAINT fk_help_requests_participant_id_session_participants FOREIGN KEY(participant_id) REFERENCES session_participants (id), 
	CONSTRAINT fk_help_requests_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id), 
	CONSTRAINT fk_help_requests_subtask_id_subtasks FOREIGN KEY(subtask_id) REFERENCES subtasks (id)
)

CREATE INDEX ix_help_requests_session_id ON help_requests (session_id)

CREATE TABLE subtask_completions (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	subtask_id INTEGER NOT NULL, 
	completed_at DATETIME NOT NULL, answer INTEGER, 
	CONSTRAINT pk_subtask_completions PRIMARY KEY (id), 
	CONSTRAINT fk_subtask_completions_participant_id_session_participants FOREIGN KEY(participant_id) REFERENCES session_participants (id), 
	CONSTRAINT fk_subtask_completions_subtask_id_subtasks FOREIGN KEY(subtask_id) REFERENCES subtasks (id), 
	CONSTRAINT uq_subtask_completions_participant_id_subtask_id UNIQUE (participant_id, subtask_id)
)

CREATE TABLE screenshots (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	captured_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_screenshots PRIMARY KEY (id), 
	CONSTRAINT fk_screenshots_participant_id_session_participants FOREIGN KEY(participant_id) REFERENCES session_participants (id), 
	CONSTRAINT fk_screenshots_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id)
)

CREATE INDEX ix_screenshots_participant_id ON screenshots (participant_id)

CREATE TABLE device_addresses (
	participant_id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_device_addresses PRIMARY KEY (participant_id), 
	CONSTRAINT fk_device_addresses_participant_id_session_participants FOREIGN KEY(participant_id) REFERENCES session_participants (id), 
	CONSTRAINT fk_device_addresses_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id)
)

CREATE TABLE rosters (
	id INTEGER NOT NULL, 
	title VARCHAR(80) NOT NULL, 
	created_at DATETIME NOT NULL, attendance TEXT, card_token VARCHAR(32), 
	CONSTRAINT pk_rosters PRIMARY KEY (id)
)

CREATE TABLE roster_people (
	id INTEGER NOT NULL, 
	roster_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, comfort TEXT, 
	CONSTRAINT pk_roster_people PRIMARY KEY (id), 
	CONSTRAINT fk_roster_people_roster_id_rosters FOREIGN KEY(roster_id) REFERENCES rosters (id), 
	CONSTRAINT uq_roster_people_roster_id_number UNIQUE (roster_id, number)
)

CREATE INDEX ix_session_participants_person_id ON session_participants (person_id)

CREATE TABLE session_helpers (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	let_in_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_session_helpers PRIMARY KEY (id), 
	CONSTRAINT fk_session_helpers_id_users FOREIGN KEY(id) REFERENCES users (id), 
	CONSTRAINT fk_session_helpers_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id)
)

CREATE INDEX ix_session_helpers_session_id ON session_helpers (session_id)

CREATE TABLE attendance_corrections (
	session_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	mark VARCHAR(16) NOT NULL, 
	user_id INTEGER NOT NULL, 
	corrected_at DATETIME NOT NULL, 
	CONSTRAINT pk_attendance_corrections PRIMARY KEY (session_id, person_id), 
	CONSTRAINT fk_attendance_corrections_session_id_lecture_sessions FOREIGN KEY(session_id) REFERENCES lecture_sessions (id), 
	CONSTRAINT fk_attendance_corrections_user_id_users FOREIGN KEY(user_id) REFERENCES users (id)
)

CREATE INDEX ix_attendance_corrections_person_id ON attendance_corrections (person_id)

CREATE TABLE desks (
	id INTEGER NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	instructor_id INTEGER, 
	version VARCHAR(32) NOT NULL, 
	seen_at DATETIME, 
	CONSTRAINT pk_desks PRIMARY KEY (id), 
	CONSTRAINT fk_desks_instructor_id_users FOREIGN KEY(instructor_id) REFERENCES users (id), 
	CONSTRAINT uq_desks_key UNIQUE ("key")
)

CREATE TABLE id_blocks (
	kind VARCHAR(16) NOT NULL, 
	next_id INTEGER NOT NULL, 
	CONSTRAINT pk_id_blocks PRIMARY KEY (kind)
)

CREATE TABLE covered_pictures (
	sha256 VARCHAR(64) NOT NULL, 
	covered_sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_covered_pictures PRIMARY KEY (sha256)
)

CREATE TABLE last_writes (
	writer VARCHAR(32) NOT NULL, 
	number INTEGER NOT NULL, 
	written_at DATETIME NOT NULL, 
	CONSTRAINT pk_last_writes PRIMARY KEY (writer)
)

INSERT INTO alembic_version VALUES ('0012')
