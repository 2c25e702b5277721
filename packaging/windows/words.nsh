; The installer's texts, in the languages of the program. Saved as UTF-8 with a byte order mark,
; which makensis requires.
!macro WORDS NAME ENGLISH KOREAN
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_KOREAN} "${KOREAN}"
!macroend
!define WORDS `!insertmacro WORDS`

${WORDS} ProgramName "${IN_ENGLISH}" "${IN_KOREAN}"
${WORDS} LessonFile "Classroom lesson" "클래스룸 교안"
${WORDS} ShortcutComment "Lead a class of Android phones, step by step" "휴대폰 수업을 한 단계씩 이끌어요"

${WORDS} ChoicesTitle "Install Classroom ${VERSION}" "클래스룸 ${VERSION} 설치"
${WORDS} ChoicesSubtitle "Lessons and past classes on this PC stay as they are." "이 PC에 있는 교안과 지난 수업은 그대로 남습니다."
${WORDS} ForMe "Only for &me" "나만 사용(&M)"
${WORDS} ForAll "For &everyone on this PC (asks for an administrator)" "이 PC의 모든 사용자(&E) (관리자 권한 필요)"
${WORDS} OpenFirewall "Let students' phones through Windows &Firewall" "Windows 방화벽에서 학생 휴대폰의 접속 허용(&F)"
${WORDS} OpenFirewallHint "For this program and the local network only; Windows asks for an administrator. Without it, choose Allow when Windows asks at the first start." "이 프로그램과 같은 네트워크에만 해당하며, Windows가 관리자 권한을 확인합니다. 선택하지 않으면 처음 시작할 때 나오는 Windows의 질문에서 '허용'을 눌러 주세요."
${WORDS} DesktopShortcut "Shortcut on the &desktop" "바탕 화면에 바로 가기 만들기(&D)"
${WORDS} StartNow "Start Classroom now" "지금 클래스룸 시작"
${WORDS} DoneTitle "Classroom ${VERSION} is installed" "클래스룸 ${VERSION} 설치 완료"
${WORDS} DoneText "You find it in the Start menu." "시작 메뉴에서 찾을 수 있습니다."

${WORDS} IsRunning "Classroom is running. If a class goes on, end it first; then close Classroom and choose Retry.$\n$\nNothing has been changed." "클래스룸이 실행 중입니다. 수업 중이라면 먼저 수업을 끝낸 다음, 클래스룸을 닫고 '다시 시도'를 눌러 주세요.$\n$\n아직 아무것도 바뀌지 않았습니다."
${WORDS} NeedsWindows10 "Classroom needs 64-bit Windows 10, version 1809 or newer." "클래스룸은 64비트 Windows 10(버전 1809) 이상에서 사용할 수 있습니다."
${WORDS} NeedsAdministrator "This needs an administrator. Nothing has been changed." "관리자 권한이 필요합니다. 아무것도 바뀌지 않았습니다."
${WORDS} NotWritten "The files could not be written to $INSTDIR. Is the disk full, or may you not write there? What was installed before is still there." "$INSTDIR 폴더에 파일을 쓰지 못했습니다. 디스크에 빈 공간이 있는지, 쓰기 권한이 있는지 확인해 주세요. 전에 설치된 것은 그대로 있습니다."
${WORDS} FirewallFailed "Classroom is installed, but Windows Firewall was not changed. When Windows asks at the first start, choose Allow." "클래스룸은 설치되었지만 Windows 방화벽은 바뀌지 않았습니다. 처음 시작할 때 Windows가 물으면 '허용'을 눌러 주세요."

${WORDS} RemoveTitle "Remove Classroom" "클래스룸 제거"
${WORDS} RemoveSubtitle "The program is removed from this PC." "이 PC에서 프로그램을 제거합니다."
${WORDS} RemoveKeeps "Your lessons, past classes and settings stay on this PC, and are there again when Classroom is installed anew." "교안과 지난 수업, 설정은 이 PC에 남고, 클래스룸을 다시 설치하면 그대로 쓸 수 있습니다."
${WORDS} RemoveData "&Delete my lessons, past classes and settings too. This cannot be undone." "교안과 지난 수업, 설정도 삭제(&D). 되돌릴 수 없습니다."
