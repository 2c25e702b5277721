; The Windows installer (NSIS 3, made on Debian). packaging/windows.py makes it:
;   makensis -DVERSION=… -DNUMBERS=… -DFOLDER=… -DSIZE_KIB=… -DOUTPUT=… [-DSIGN=…] [-DQUICK]
;
; Silent: ClassroomSetup.exe /S [/AllUsers | /CurrentUser] [/Firewall=yes|no] [/Desktop=yes|no]
;         [/Language=ko|en] [/D=FOLDER]
;         uninstall.exe /S [/DeleteData] [_?=FOLDER]
; The exit codes are in README.md.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
CRCCheck force
!ifdef QUICK
  SetCompressor zlib
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!define APP_ID "Classroom.Classroom" ; the same as the running program gives the taskbar
!define PROGRAM "classroom-app.exe"
!define CONSOLE "classroom-app-console.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Classroom"
!define LESSON_CLASS "Classroom.Lesson"
!define RULE "Classroom"
!define IN_ENGLISH "Classroom"
!define IN_KOREAN "클래스룸"

!define ENDED_RUNNING 10
!define ENDED_NO_ADMINISTRATOR 11
!define ENDED_NOT_WRITTEN 12
!define ENDED_OLD_WINDOWS 13

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

Name "$(ProgramName)"
OutFile "${OUTPUT}"
BrandingText " "
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 ProductName "Classroom"
VIAddVersionKey /LANG=0 FileDescription "Classroom Setup"
VIAddVersionKey /LANG=0 CompanyName "${PUBLISHER}"
VIAddVersionKey /LANG=0 LegalCopyright "${PUBLISHER}, Apache-2.0"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 ProductVersion "${VERSION}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "classroom-app.ico"
!define MUI_UNICON "classroom-app.ico"
!define MUI_FINISHPAGE_TITLE "$(DoneTitle)"
!define MUI_FINISHPAGE_TEXT "$(DoneText)"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(StartNow)"
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"

Page custom ShowChoices TakeChoices
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.ShowChoices un.TakeChoices
!insertmacro MUI_UNPAGE_INSTFILES
; The first is the default for systems in other languages.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Korean"
; The fonts of Windows 10 instead of those of Windows 95.
SetFont /LANG=${LANG_ENGLISH} "Segoe UI" 9
SetFont /LANG=${LANG_KOREAN} "Malgun Gothic" 9
!include words.nsh

Var ForAll        ; 1: for everyone on this PC
Var IsAdmin       ; 1: this process has administrator rights
Var WithFirewall  ; 1: a rule is wanted
Var WithDesktop   ; 1: a shortcut on the desktop is wanted
Var IsAside       ; 1: the previous version was moved to $INSTDIR\_before
Var HadBefore     ; 1: there was one
Var Before        ; the folder of the previous version
Var DeleteData    ; 1: the uninstaller deletes the data too
Var Dialog
Var ForMeButton
Var ForAllButton
Var FirewallBox
Var DesktopBox

;---- Shared by installer and uninstaller ----

!macro SHARED un

Function ${un}Prepare
  UserInfo::GetAccountType
  Pop $0
  StrCpy $IsAdmin 0
  ${If} $0 == "Admin"
    StrCpy $IsAdmin 1
  ${EndIf}
  SetRegView 64
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/Language=" $R1
  ${IfNot} ${Errors}
    ${If} $R1 == "ko"
      StrCpy $LANGUAGE ${LANG_KOREAN}
    ${ElseIf} $R1 == "en"
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${EndIf}
  ${EndIf}
  ClearErrors
FunctionEnd

; A running program cannot be replaced. Asks the user to close it, or exits with a code if silent.
Function ${un}RefuseWhileRunning
  ${Do}
    StrCpy $R2 0
    ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
      ; Three times, since a virus scanner may have the file open for a moment.
      ${For} $R3 1 3
        ClearErrors
        FileOpen $R4 "$INSTDIR\${PROGRAM}" a
        ${If} ${Errors}
          StrCpy $R2 1
          Sleep 300
        ${Else}
          FileClose $R4
          StrCpy $R2 0
          ${Break}
        ${EndIf}
      ${Next}
    ${EndIf}
    ${If} $R2 = 0
      ${Break}
    ${EndIf}
    ${If} ${Silent}
    ${OrIf} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" IDCANCEL`
      SetErrorLevel ${ENDED_RUNNING}
      Quit
    ${EndIf}
  ${Loop}
  ClearErrors
FunctionEnd

; Also removes the rules that Windows makes when the user presses Cancel at its question: a rule
; that
; blocks takes precedence over one that allows.
Function ${un}RemoveFirewallRules ; $R5: the program
  nsExec::Exec `"$SYSDIR\netsh.exe" advfirewall firewall delete rule name=all dir=in program="$R5"`
  Pop $R6
FunctionEnd

Function ${un}RemoveShortcuts
  Delete "$SMPROGRAMS\${IN_ENGLISH}.lnk"
  Delete "$SMPROGRAMS\${IN_KOREAN}.lnk"
  Delete "$DESKTOP\${IN_ENGLISH}.lnk"
  Delete "$DESKTOP\${IN_KOREAN}.lnk"
FunctionEnd

!macroend
!insertmacro SHARED ""
!insertmacro SHARED "un."

Function AddFirewallRules ; $R5: the program; $R6 becomes "0" if the rules were added
  ; All profiles, since a Wi-Fi that is new to Windows counts as public. Only the local network.
  Call RemoveFirewallRules
  nsExec::Exec `"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${RULE}" dir=in action=allow enable=yes profile=any remoteip=localsubnet protocol=UDP localport=5353 program="$R5"`
  Pop $R6
  nsExec::Exec `"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${RULE}" dir=in action=allow enable=yes profile=any remoteip=localsubnet protocol=TCP program="$R5"`
  Pop $R6
FunctionEnd

;---- Installing ----

!macro YES_OR_NO OPTION VARIABLE
  ClearErrors
  ${GetOptions} $R0 "${OPTION}" $R1
  ${If} $R1 == "yes"
    StrCpy ${VARIABLE} 1
  ${ElseIf} $R1 == "no"
    StrCpy ${VARIABLE} 0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(NeedsWindows10)" /SD IDOK
    SetErrorLevel ${ENDED_OLD_WINDOWS}
    Quit
  ${EndIf}
  Call Prepare
  ; Started by this installer itself with administrator rights, only to add the rules.
  ${GetOptions} $R0 "/AddRulesFor=" $R5
  ${IfNot} ${Errors}
    Call AddFirewallRules
    SetErrorLevel $R6
    Quit
  ${EndIf}

  StrCpy $ForAll 0
  ReadRegStr $Before HKLM "${UNINSTALL_KEY}" InstallLocation
  ${If} $Before != ""
    StrCpy $ForAll 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $ForAll 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CurrentUser" $R1
  ${IfNot} ${Errors}
    StrCpy $ForAll 0
  ${EndIf}

  StrCpy $WithFirewall $IsAdmin
  !insertmacro YES_OR_NO "/Firewall=" $WithFirewall
  StrCpy $WithDesktop 0
  ${If} ${FileExists} "$DESKTOP\${IN_ENGLISH}.lnk"
  ${OrIf} ${FileExists} "$DESKTOP\${IN_KOREAN}.lnk"
    StrCpy $WithDesktop 1
  ${EndIf}
  !insertmacro YES_OR_NO "/Desktop=" $WithDesktop
  ${If} ${Silent}
    Call ChooseFolder
    Call RefuseWithoutRights
    Call RefuseWhileRunning
  ${EndIf}
FunctionEnd

; The folder of /D, else that of the previous version, else the default.
Function ChooseFolder
  ${If} $ForAll = 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL_KEY}" InstallLocation
    ${If} $INSTDIR == ""
      ${If} $ForAll = 1
        StrCpy $INSTDIR "$PROGRAMFILES64\Classroom"
      ${Else}
        StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Classroom"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ClearErrors
FunctionEnd

Function RefuseWithoutRights
  ${If} $ForAll = 1
  ${AndIf} $IsAdmin = 0
    SetErrorLevel ${ENDED_NO_ADMINISTRATOR}
    Quit
  ${EndIf}
FunctionEnd

Function ShowChoices
  !insertmacro MUI_HEADER_TEXT "$(ChoicesTitle)" "$(ChoicesSubtitle)"
  nsDialogs::Create 1018
  Pop $Dialog
  ${NSD_CreateFirstRadioButton} 0 4u 100% 12u "$(ForMe)"
  Pop $ForMeButton
  ${NSD_CreateAdditionalRadioButton} 0 20u 100% 12u "$(ForAll)"
  Pop $ForAllButton
  ${If} $ForAll = 1
    ${NSD_Check} $ForAllButton
  ${Else}
    ${NSD_Check} $ForMeButton
  ${EndIf}
  ${NSD_CreateCheckbox} 0 46u 100% 12u "$(OpenFirewall)"
  Pop $FirewallBox
  ${NSD_SetState} $FirewallBox $WithFirewall
  ${NSD_CreateLabel} 12u 60u -12u 28u "$(OpenFirewallHint)"
  Pop $0
  ${NSD_CreateCheckbox} 0 96u 100% 12u "$(DesktopShortcut)"
  Pop $DesktopBox
  ${NSD_SetState} $DesktopBox $WithDesktop
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^InstallBtn)"
  nsDialogs::Show
FunctionEnd

Function TakeChoices
  ${NSD_GetState} $ForAllButton $ForAll
  ${NSD_GetState} $FirewallBox $WithFirewall
  ${NSD_GetState} $DesktopBox $WithDesktop
  ${If} $ForAll = 1
  ${AndIf} $IsAdmin = 0
    Call StartAsAdministrator
  ${EndIf}
  Call ChooseFolder
  Call RefuseWhileRunning
FunctionEnd

; Starts this installer again with administrator rights, and exits if that works.
Function StartAsAdministrator
  StrCpy $0 "/AllUsers"
  ${If} $WithFirewall = 1
    StrCpy $0 "$0 /Firewall=yes"
  ${Else}
    StrCpy $0 "$0 /Firewall=no"
  ${EndIf}
  ${If} $WithDesktop = 1
    StrCpy $0 "$0 /Desktop=yes"
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$EXEPATH" "$0"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NeedsAdministrator)"
    Abort
  ${EndIf}
  Quit
FunctionEnd

Section "Program"
  SetShellVarContext current
  ${If} $ForAll = 1
    SetShellVarContext all
  ${EndIf}
  SetOutPath "$INSTDIR"
  Call SetVersionBeforeAside
  ClearErrors
  SetOverwrite try
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    Call GiveUp
  ${EndIf}
  RMDir /r "$INSTDIR\_before"
  StrCpy $IsAside 0
  Call WriteShortcuts
  Call WriteLessonFiles
  Call WriteUninstallEntry
  ${If} $WithFirewall = 1
    Call OpenFirewall
  ${EndIf}
SectionEnd

!macro ASIDE NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    ClearErrors
    Rename "$INSTDIR\${NAME}" "$INSTDIR\_before\${NAME}"
    ${If} ${Errors}
      Call GiveUp
    ${EndIf}
  ${EndIf}
!macroend

; Moves the previous version aside, and back again if this one cannot be written: no old module is
; left behind, and it is never half replaced.
Function SetVersionBeforeAside
  RMDir /r "$INSTDIR\_before"
  CreateDirectory "$INSTDIR\_before"
  StrCpy $HadBefore 0
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    StrCpy $HadBefore 1
  ${EndIf}
  StrCpy $IsAside 1
  ClearErrors
  !insertmacro ASIDE "_internal"
  !insertmacro ASIDE "licences"
  !insertmacro ASIDE "${PROGRAM}"
  !insertmacro ASIDE "${CONSOLE}"
  !insertmacro ASIDE "uninstall.exe"
FunctionEnd

!macro PUT_BACK NAME
  ${If} ${FileExists} "$INSTDIR\_before\${NAME}"
    RMDir /r "$INSTDIR\${NAME}"
    Delete "$INSTDIR\${NAME}"
    Rename "$INSTDIR\_before\${NAME}" "$INSTDIR\${NAME}"
  ${EndIf}
!macroend

Function GiveUp
  MessageBox MB_OK|MB_ICONSTOP "$(NotWritten)" /SD IDOK
  Abort
FunctionEnd

Function .onInstFailed
  ${If} $IsAside = 1
    SetOutPath "$TEMP"
    ${If} $HadBefore = 0
      ; Deletes what was written of this version.
      Delete "$INSTDIR\${PROGRAM}"
      Delete "$INSTDIR\${CONSOLE}"
      RMDir /r "$INSTDIR\_internal"
      RMDir /r "$INSTDIR\licences"
    ${EndIf}
    !insertmacro PUT_BACK "_internal"
    !insertmacro PUT_BACK "licences"
    !insertmacro PUT_BACK "${PROGRAM}"
    !insertmacro PUT_BACK "${CONSOLE}"
    !insertmacro PUT_BACK "uninstall.exe"
    RMDir "$INSTDIR\_before"
    RMDir "$INSTDIR"
  ${EndIf}
  SetErrorLevel ${ENDED_NOT_WRITTEN}
FunctionEnd

!macro SHORTCUT FILE
  CreateShortcut "${FILE}" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "$(ShortcutComment)"
  Push "${FILE}"
  Call NameShortcut
!macroend

Function WriteShortcuts
  SetOutPath "$INSTDIR"
  Call RemoveShortcuts ; of a previous version, perhaps in the other language
  !insertmacro SHORTCUT "$SMPROGRAMS\$(ProgramName).lnk"
  ${If} $WithDesktop = 1
    !insertmacro SHORTCUT "$DESKTOP\$(ProgramName).lnk"
  ${EndIf}
FunctionEnd

; Tells the taskbar that the shortcut and the running window are one program.
Function NameShortcut
  Pop $4
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("$4",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'ole32::CoTaskMemAlloc(p 64)p.r5'
        System::Call 'kernel32::lstrcpyW(p r5, w "${APP_ID}")'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r5)p.r6'
        ${IPropertyStore::SetValue} $2 '(r3,r6).r7'
        ${If} $7 = 0
          ${IPropertyStore::Commit} $2 ""
          ${IPersistFile::Save} $1 '("$4",1)'
        ${EndIf}
        System::Free $3
        System::Free $6
        System::Call 'ole32::CoTaskMemFree(p r5)'
        ${IUnknown::Release} $2 ""
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

Function WriteLessonFiles
  WriteRegStr SHCTX "Software\Classes\.lesson" "" "${LESSON_CLASS}"
  WriteRegStr SHCTX "Software\Classes\${LESSON_CLASS}" "" "$(LessonFile)"
  WriteRegStr SHCTX "Software\Classes\${LESSON_CLASS}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "Software\Classes\${LESSON_CLASS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  ${RefreshShellIcons}
FunctionEnd

Function WriteUninstallEntry
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayName "$(ProgramName)"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" Publisher "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayIcon "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" EstimatedSize ${SIZE_KIB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoRepair 1
FunctionEnd

Function OpenFirewall
  StrCpy $R5 "$INSTDIR\${PROGRAM}"
  ${If} $IsAdmin = 1
    Call AddFirewallRules
  ${Else}
    ClearErrors
    ExecShellWait "runas" "$EXEPATH" '/S /AddRulesFor="$R5"'
    StrCpy $R6 0
    ${If} ${Errors}
      StrCpy $R6 1
    ${EndIf}
  ${EndIf}
  ${If} $R6 == "0"
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" FirewallRules 1
  ${Else}
    MessageBox MB_OK|MB_ICONINFORMATION "$(FirewallFailed)" /SD IDOK
  ${EndIf}
FunctionEnd

; Through the desktop's own process: an installer must not pass on its administrator rights.
Function StartProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${PROGRAM}"'
FunctionEnd

;---- Removing ----

Function un.onInit
  Call un.Prepare
  ${GetOptions} $R0 "/RemoveRulesFor=" $R5
  ${IfNot} ${Errors}
    Call un.RemoveFirewallRules
    Quit
  ${EndIf}
  StrCpy $DeleteData 0
  ClearErrors
  ${GetOptions} $R0 "/DeleteData" $R1
  ${IfNot} ${Errors}
    StrCpy $DeleteData 1
  ${EndIf}
  StrCpy $ForAll 0
  SetShellVarContext current
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 == $INSTDIR
    StrCpy $ForAll 1
    SetShellVarContext all
    ${If} $IsAdmin = 0
      ${IfNot} ${Silent}
        ClearErrors
        ExecShell "runas" "$INSTDIR\uninstall.exe"
        ${IfNot} ${Errors}
          Quit
        ${EndIf}
        MessageBox MB_OK|MB_ICONEXCLAMATION "$(NeedsAdministrator)"
      ${EndIf}
      SetErrorLevel ${ENDED_NO_ADMINISTRATOR}
      Quit
    ${EndIf}
  ${EndIf}
  ${If} ${Silent}
    Call un.RefuseWhileRunning
  ${EndIf}
FunctionEnd

Function un.ShowChoices
  !insertmacro MUI_HEADER_TEXT "$(RemoveTitle)" "$(RemoveSubtitle)"
  nsDialogs::Create 1018
  Pop $Dialog
  ${NSD_CreateLabel} 0 4u 100% 24u "$(RemoveKeeps)"
  Pop $0
  ${NSD_CreateCheckbox} 0 36u 100% 12u "$(RemoveData)"
  Pop $DesktopBox
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^UninstallBtn)"
  nsDialogs::Show
FunctionEnd

Function un.TakeChoices
  ${NSD_GetState} $DesktopBox $DeleteData
  Call un.RefuseWhileRunning
FunctionEnd

Section Uninstall
  ReadRegDWORD $0 SHCTX "${UNINSTALL_KEY}" FirewallRules
  ${If} $0 = 1
    StrCpy $R5 "$INSTDIR\${PROGRAM}"
    ${If} $IsAdmin = 1
      Call un.RemoveFirewallRules
    ${ElseIfNot} ${Silent}
      ExecShellWait "runas" "$INSTDIR\uninstall.exe" '/S /RemoveRulesFor="$R5"'
    ${EndIf}
  ${EndIf}
  SetOutPath "$TEMP"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${CONSOLE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  RMDir /r "$INSTDIR\_before"
  RMDir "$INSTDIR" ; only if it is empty
  Call un.RemoveShortcuts
  ReadRegStr $0 SHCTX "Software\Classes\.lesson" ""
  ${If} $0 == "${LESSON_CLASS}"
    DeleteRegKey SHCTX "Software\Classes\.lesson"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${LESSON_CLASS}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  ${un.RefreshShellIcons}
  ${If} $DeleteData = 1
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\classroom_app"
  ${EndIf}
SectionEnd
